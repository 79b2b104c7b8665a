"""Sheets that the tests read and print."""

FRENCH = """---
titre: Créer un mot de passe solide
niveau: débutant
duree: 45
licence: etalab-2.0
---

## À la fin, je saurai

- Choisir un mot de passe solide.
- Le retrouver sans l'écrire sur un papier.

## Il me faut

Mon téléphone ou un ordinateur.

## Étapes

### 1. Choisissez quatre mots

![Quatre mots au hasard](dessin:quatre-mots)

Prenez quatre mots sans lien entre eux : **cheval**, lampe, gare, citron.

### 2. Ajoutez un chiffre

![Un cadenas](dessin:cadenas)

Placez un chiffre et un signe où vous voulez dans la phrase.

::: astuce
Imaginez une petite histoire avec les quatre mots.
:::

### 3. Rangez-le dans un gestionnaire

![Un coffre](dessin:coffre)

Un gestionnaire garde tous vos mots de passe. Vous n'en retenez qu'un.

### 4. Essayez-le

![Un ordinateur](dessin:ordinateur)

Fermez votre compte, puis ouvrez-le avec le nouveau mot de passe.

::: attention Jamais par téléphone
Personne n'a le droit de vous demander votre mot de passe, même votre banque.
:::

::: chiffre 12
caractères au moins pour un mot de passe solide.
:::

::: exercice
1. Inventez un mot de passe.
2. Changez celui de votre messagerie.
:::

::: corrige
L'histoire doit rester secrète, même après l'atelier.
:::

::: retenir
- Un mot de passe par service.
- Un gestionnaire pour les retenir.
:::

::: animation 10 min Pour commencer
Demandez qui écrit ses mots de passe sur un carnet. Personne n'a tort.
:::

::: animation 25 min Chacun essaie
Passez voir chaque personne.
:::
"""

PLAIN = """## À la fin, je saurai

- Choisir un bon mot de passe.

## Étapes

### 1. Choisissez 4 mots

![Quatre mots](dessin:quatre-mots)

Prenez 4 mots au hasard.
Ces mots n'ont pas de lien.

### 2. Gardez le secret

![Un cadenas](dessin:cadenas)

Ne donnez ce mot de passe à personne.
"""

ARABIC = """---
titre: إنشاء كلمة سر قوية
niveau: beginner
duree: 45
langue: ar
licence: etalab-2.0
---

## في النهاية، سأعرف

- كيف أختار كلمة سر قوية.
- كيف أحفظها دون كتابتها على ورقة.

## الخطوات

### 1. اختاروا أربع كلمات

![أربع كلمات](dessin:quatre-mots)

خذوا أربع كلمات **لا علاقة بينها** مثل: حصان، مصباح، محطة، ليمون.

### 2. افتحوا موقع FranceConnect

![قفل](dessin:cadenas)

اتصلوا بالرقم 01 23 45 67 89 أو اكتبوا `abc@exemple.fr` بين 8:30 و 17:00، أي 50 %.

::: astuce
تخيّلوا قصة صغيرة.
:::

::: attention
لا تعطوا كلمة السر لأحد، حتى عند الاتصال على +33 1 23 45 67 89.
:::

::: retenir
- كلمة سر لكل خدمة.
:::
"""

HOSTILE = """---
titre: <b>x</b>
duree: 9999999999
---

## <script>alert(1)</script>

<img src=x onerror=alert(1)> <iframe src="https://x.fr"></iframe>

[lien](javascript:alert(1)) [donnees](data:text/html,x) [relatif](/admin) [bon](https://exemple.fr/?a="b&c)

![x](https://exemple.fr/x.png) ![y](dessin:../../config) ![z" onerror="x](dessin:cadenas)

## Étapes {etapes}

### 1. Un "titre" <svg onload=x>

::: inconnu "><script>alert(1)</script>
texte
:::

::: astuce
jamais fermé

## Fin
"""
