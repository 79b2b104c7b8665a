# Deux commandes suffisent : « make demo » pour essayer, « make test » pour vérifier.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export INCLUSION_INSTANCE ?= $(CURDIR)/instance
export PORT

.PHONY: help install install-test demo serve test lint types contracts unit data-postgresql unit-postgresql browser screenshots \
        reference assets translations bench format clean

help: ## Liste les commandes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

install: ## Installe ce qu’il faut pour servir (paquets Debian si root) et l’environnement .venv
	@scripts/install runtime

install-test: install ## Installe en plus ce qu’il faut pour les tests : Chromium, PostgreSQL
	@scripts/install test

demo: install ## Crée une instance de démonstration (Haute-Vienne) et la sert sur http://127.0.0.1:8000 (PORT= change le port)
	@export OPERATOR_NAME="$${OPERATOR_NAME:-Numérique en Haute-Vienne}" OPERATOR_PHONE="$${OPERATOR_PHONE:-05 36 49 00 87}" \
	  PUBLIC_URL="$${PUBLIC_URL:-http://127.0.0.1:$(PORT)}" INCLUSION_DEMO=oui; \
	  $(BIN)/inclusion init && $(BIN)/inclusion demo --if-empty && $(BIN)/inclusion serve --port $(PORT)

serve: ## Sert l’instance existante
	@$(BIN)/inclusion serve --port $(PORT)

test: install-test lint types contracts unit data-postgresql browser ## Vérifie tout : style, types, contrats, tests sur SQLite et PostgreSQL, navigateur

lint: ## Vérifie le style et la mise en forme
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: ## Vérifie les types (mypy strict)
	$(BIN)/mypy

contracts: ## Vérifie le sens des imports
	$(BIN)/lint-imports

unit: ## Lance les tests sur SQLite
	$(BIN)/pytest -n auto --dist loadfile

data-postgresql: ## Lance sur un vrai PostgreSQL les tests de ce qui lit et écrit
	TEST_SCOPE=data scripts/with_postgresql $(BIN)/pytest -n auto --dist loadfile

unit-postgresql: ## Lance les mêmes tests, pages comprises, sur un vrai PostgreSQL
	scripts/with_postgresql $(BIN)/pytest -n auto --dist loadfile

browser: ## Lance les tests dans un vrai Chromium (axe sur chaque page)
	$(BIN)/pytest tests/browser -n auto --dist loadfile

screenshots: ## Photographie chaque page à 390 et 1280 px dans screenshots/
	SCREENSHOTS=screenshots $(BIN)/pytest tests/browser/test_pages.py tests/browser/test_other_pages.py -n auto --dist loadfile

reference: ## Reconstruit les territoires de référence depuis npm et PyPI
	$(BIN)/python -m scripts.reference.build

assets: ## Recompile la feuille de style
	cd assets && npm ci --no-audit --no-fund && npm run build

translations: ## Met à jour et compile les catalogues
	$(BIN)/pybabel extract -F translations/babel.cfg -k N_ -k _l -k plural:2,3 -o translations/messages.pot --project=inclusion-app --copyright-holder=inclusion-app --no-location --sort-output inclusion_app
	$(BIN)/pybabel update -i translations/messages.pot -d translations --no-fuzzy-matching --no-wrap
	$(BIN)/pybabel compile -d translations

bench: ## Lance les mesures de vitesse, imprimées en rapports
	$(BIN)/python -m benchmarks

format: ## Remet en forme le code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Efface l’environnement et les caches, jamais les données
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache screenshots
