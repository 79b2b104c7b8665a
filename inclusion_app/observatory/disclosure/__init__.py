"""Statistical secrecy: which table may be shown, where and when. The rule is in docs/decisions/0016-secret.md."""
