"""What a stored question is about and who asks it, in words: nl, en."""

from __future__ import annotations

# What a question is about, in the order in which the list of questions shows them; nl, en.
THEMES = {
    "what-works": ("Wat werkt voor wie, wanneer en waarom", "What works for whom, when and why"),
    "gaps": ("Kennisleemten", "Gaps in knowledge"),
    "network": ("Netwerk", "Network"),
    "transfer": ("Overdracht", "Transfer"),
    "accounting": ("Monitoring en verantwoording", "Monitoring and accounting"),
    "provenance": ("Herkomst en tegenspraak", "Provenance and contradiction"),
    "quality": ("Gegevenskwaliteit", "Quality of the data"),
}
# Who asks it; nl, en.
ASKERS = {
    "municipality": ("gemeente", "municipality"),
    "programme": ("programmateam", "programme team"),
    "ministry": ("ministerie (SZW)", "ministry (SZW)"),
    "knowledge-institution": ("kennisinstelling", "knowledge institution"),
    "divosa-vng": ("Divosa en VNG", "Divosa and VNG"),
    "client-council": ("cliëntenraad", "client council"),
    "data-manager": ("databeheer", "data management"),
    "data-management": ("databeheer", "data management"),
    "everyone": ("iedereen", "everyone"),
}
