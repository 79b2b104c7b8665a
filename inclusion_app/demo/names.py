"""First names and surnames that are common in France, of varied origins; put together at random they name nobody."""


def _names(text: str) -> list[str]:
    """Names between spaces; an underscore stands for a space inside a name."""
    return [word.replace("_", " ") for word in text.split()]


WOMEN = _names(
    """
    Adèle Agnès Aïcha Alice Amina Anaïs Andrée Annie Arlette Aurélie Béatrice Bernadette Brigitte Camille Carmen
    Catherine Cécile Chantal Christiane Claire Claudine Colette Corinne Danielle Delphine Denise Djamila Dominique
    Élisabeth Élodie Émilie Estelle Eugénie Fatima Fatoumata Florence Françoise Gabrielle Geneviève Ghislaine
    Ginette Hélène Huguette Inès Irène Isabelle Jacqueline Jeanne Jeannine Josette Josiane Juliette Karima Khadija
    Laurence Liliane Linda Louise Lucette Lucie Madeleine Malika Manon Marguerite Maria Mariama Marie-Claude
    Marie-Thérèse Martine Maryse Mathilde Micheline Michelle Mireille Monique Muriel Myriam Nadège Naïma Nathalie
    Nicole Odette Olga Pascale Patricia Paulette Pauline Raymonde Renée Rosa Safia Sandrine Sara Séverine Simone
    Solange Sophie Suzanne Sylvie Thérèse Thi-Mai Valérie Véronique Viviane Yasmine Yolande Yvette Zohra
    """
)
MEN = _names(
    """
    Abdel Adrien Ahmed Alain Albert Alexandre Ali André Antoine António Armand Arnaud Bernard Boubacar Bruno Carlos
    Cédric Charles Christian Christophe Claude Daniel David Denis Didier Djibril Dominique Édouard Émile Éric
    Étienne Fabrice Fernand François Frédéric Gabriel Georges Gérard Gilbert Gilles Guy Hassan Henri Hervé Hugo
    Ibrahim Jacques Jean Jean-Claude Jean-Luc Jean-Pierre Jérôme Joël José Joseph Julien Karim Laurent Léon Louis
    Luc Lucien Manuel Marcel Marc Mathieu Maurice Michel Mohamed Mustapha Nicolas Noël Olivier Omar Pascal Patrick
    Paul Philippe Pierre Rachid Raymond Rémi René Robert Roger Roland Samir Sébastien Serge Sergueï Stéphane Sylvain
    Tarek Thierry Thomas Victor Vincent Xavier Yannick Yves Youssef Zoltan
    """
)
SURNAMES = _names(
    """
    Abadie Adam Alves André Aubert Aubry Bailly Barbier Barre Baudry Benali Benoit Bernard Berthier Besson Blanchard
    Bonnet Bouchet Boulanger Bourgeois Brun Brunet Camara Carpentier Chambon Charpentier Chevalier Cissé Colas Colin
    Collet Cordier Costa Coulibaly Courtois Da_Silva Daniel David Delage Delmas Demir Deschamps Devaux Diallo Diarra
    Doucet Dubois Dufour Dumas Dumont Dupuy Durand Duval El_Amrani Fabre Faure Favre Fernandes Fleury Fontaine
    Fournier Gaillard Garcia Garnier Gauthier Gautier Gérard Germain Gilbert Girard Gomes Gonzalez Guérin Guichard
    Guillot Haddad Hamel Hardy Henry Herrero Hoarau Hubert Humbert Jacob Jacquet Jourdan Joly Julien Keita Klein
    Konaté Kowalski Lacombe Lacroix Lambert Langlois Lavergne Lebrun Leclerc Lefort Leger Legrand Lemoine Leroux
    Lopez Mahé Maillard Mallet Marchand Maréchal Marty Masson Mathieu Mercier Meunier Meyer Michaud Millet Monnier
    Moreau Morel Morin Moulin Navarro Nguyen Noël Olivier Ouattara Papin Paris Pasquier Pelletier Pereira Perrin
    Petit Picard Pichon Poirier Pons Popescu Poulain Prévost Rahmani Raymond Renard Renaud Rey Ribeiro Richard
    Rivière Robin Roche Rodrigues Rolland Rossi Roussel Roux Sabatier Sanchez Schmitt Simon Sow Tanguy Tessier
    Thibault Touré Traoré Tran Vallet Vasseur Verdier Vidal Vincent Weber Yilmaz Zidane
    """
)
