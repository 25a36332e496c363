"""The fixed words of two kinds of pages: handing in a file, and made-up situations; Dutch and English."""

from __future__ import annotations

# key: (Dutch, English)
WORDS = {
    # ---- handing in
    "report_on": ("Verslag over", "Report on"),
    "mark": ("merk", "mark"),
    "to_mend": ("Te herstellen, het belangrijkste eerst", "To mend, the most important first"),
    "not_kept": (
        "Uw bestand is niet bewaard; dit verslag staat alleen op uw scherm.",
        "Your file was not kept; this report is on your screen only.",
    ),
    "take_marked": ("Neem de gemerkte werkmap mee (xlsx)", "Take the marked workbook with you (xlsx)"),
    "marked_secret": (
        "In dit bestand staan gegevens die naar een persoon wijzen. Daarom zit er geen gemerkte werkmap bij dit"
        " verslag; met de knop onderaan kunt u er een vragen.",
        "This file holds data that point to a person. So no marked workbook comes with this report; the button below"
        " gives one.",
    ),
    "marked_large": (
        "De gemerkte werkmap is te groot voor deze pagina. Kies het bestand hieronder nog eens en vraag erom.",
        "The marked workbook is too large for this page. Choose the file again below and ask for it.",
    ),
    "where_marks": ("Waar het staat", "Where it stands"),
    "rows_left_out": ("rijen zonder merk zijn weggelaten", "rows without a mark are left out"),
    "reading_marks": (
        "Grijs: hier staat iets. Een nummer: een merk, met uitleg in de lijst hieronder. De inhoud wordt niet getoond.",
        "Grey: something stands here. A number: a mark, explained in the list below. The content is not shown.",
    ),
    "more_mends": ("En nog {} die hier niet staan.", "And {} more that are not shown here."),
    "preview": ("Zo komt het te staan", "How it will look"),
    "preview_lead": (
        "Alleen bevindingen zonder fouten. Er is nog niets opgenomen.",
        "Only findings without faults. Nothing has been taken in yet.",
    ),
    "on_map": ("Op de kaart", "On the map"),
    "becomes": ("Dit vak wordt van “{}” naar “{}”.", "This square goes from “{}” to “{}”."),
    "stays": ("Dit vak blijft “{}”.", "This square stays “{}”."),
    "no_square": (
        "Deze bevinding vult geen vak van de kaart: zij noemt geen doelgroep, of geen interventie met een soort.",
        "This finding fills no square of the map: it names no target group, or no intervention with a type.",
    ),
    "again": ("Hersteld? Lever opnieuw aan", "Mended? Hand in again"),
    "hand_in_lead": (
        "Leg hier een werkmap, CSV-bestand of Turtle neer. U ziet meteen of het goed is, en wat u eerst herstelt.",
        "Put a workbook, CSV file or Turtle here. You see at once whether it is good, and what to mend first.",
    ),
    "in_folder": (
        "Deze pagina's zijn een map zonder server en kunnen geen bestand nakijken. Op uw eigen computer kan het zo:",
        "These pages are a folder without a server and cannot check a file. On your own computer it goes like this:",
    ),
    "choose_file": ("Kies een bestand, of sleep het hierheen", "Choose a file, or drag it here"),
    "file_help": (
        "Excel (.xlsx), CSV, Turtle of andere RDF. Hoogstens {} MB en {} rijen.",
        "Excel (.xlsx), CSV, Turtle or other RDF. At most {} MB and {} rows.",
    ),
    "csv_kind": ("Wat staat er in? (alleen voor CSV)", "What does it hold? (only for CSV)"),
    "by_name": ("zoals de bestandsnaam zegt", "as the name of the file says"),
    "check": ("Kijk na", "Check"),
    "give_marked": ("Geef de gemerkte werkmap", "Give the marked workbook"),
    "nothing_kept": (
        "Uw bestand wordt alleen in het geheugen gelezen en daarna vergeten: het wordt niet opgeslagen en komt niet in"
        " een logboek. Gegevens die naar een persoon wijzen laat het verslag niet zien.",
        "Your file is read in memory only and then forgotten: it is not stored and not logged. The report does not"
        " show data that point to a person.",
    ),
    "templates": ("Werkmappen om in te vullen", "Workbooks to fill in"),
    "templates_lead": (
        "Met koppen, keuzelijsten uit de graaf, een ingevuld voorbeeld en uitleg per kolom.",
        "With headings, lists to choose from, a filled example and an explanation of each column.",
    ),
    "all_sheets": ("Alle bladen", "All sheets"),
    # ---- made-up situations
    "fiction": ("Verzonnen casus", "Made-up case"),
    "fiction_all": (
        "Deze mensen bestaan niet. Wat onderzoek, collega's en cliënten zeggen, komt wel uit bronnen.",
        "These people do not exist. What research, colleagues and clients say does come from sources.",
    ),
    "fiction_one": (
        "De situatie en de twee keuzes zijn verzonnen, om over te praten. Alleen wat bij onderzoek, collega's en"
        " cliënten staat, komt uit bronnen. Het gaat over iets dat hierop lijkt: kijk of het past.",
        "The situation and the two choices are made up, to talk about. Only what stands under research, colleagues and"
        " clients comes from sources. It is about something like this: see whether it fits.",
    ),
    "cases_lead": (
        "Wie zit er vandaag tegenover u? Kies wat er het meest op lijkt. U ziet twee goede keuzes.",
        "Who sits across from you today? Choose what is most like it. You see two good choices.",
    ),
    "card": ("Kaart om te printen", "Card to print"),
    "when_not": ("Wanneer niet", "When not"),
    "research_says": ("Onderzoek zegt", "Research says"),
    "colleagues_say": ("Collega's zeggen", "Colleagues say"),
    "clients_say": ("Cliënten zeggen", "Clients say"),
    "nothing_known_yet": ("nog niets bekend", "nothing known yet"),
    "how_certain": ("zekerheid", "certainty"),
    "not_assessed": ("niet beoordeeld", "not assessed"),
    "took_part": ("deelnemers", "participants"),
    "looks_like": ("Lijkt op", "Is like"),
    "another_case": ("Kies een andere situatie", "Choose another situation"),
    "back_to_case": ("Terug naar de situatie", "Back to the situation"),
    "you_say": ("U kunt zeggen", "You can say"),
    "together": ("Met uw team: drie vragen", "With your team: three questions"),
    "print_how": (
        "Printen: Ctrl+P, of Delen en dan Afdrukken op een telefoon. De kaart past op één vel A4.",
        "To print: Ctrl+P, or Share and then Print on a phone. The card fits one sheet of A4.",
    ),
}
