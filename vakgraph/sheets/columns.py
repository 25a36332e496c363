"""The columns of each kind of sheet: key, headings, the property said and how a cell is read."""

from __future__ import annotations

from vakgraph.sheets.column import (
    ABOUT,
    CONFIDENCE,
    DATE,
    NOTES,
    SOURCES,
    Column,
    groups,
    key,
    listed,
    named,
    one,
    several,
)

PROJECT = listed(
    key(),
    named("title", "Titel", "Title", "dcterms:title"),
    one("zonmw_number", "ZonMw-nummer", "ZonMw number", "vak:zonmwNumber", "string"),
    one("programme", "Programma", "Programme", "vak:inProgramme", "programme"),
    several("rounds", "Rondes", "Rounds", "vak:inRound", "round"),
    several("lines", "Programmalijnen", "Lines", "vak:line", "line"),
    several("topics", "Onderwerpen", "Topics", "vak:topic", "topic"),
    one("project_kind", "Soort project", "Project kind", "vak:projectKind", "project-kind"),
    one("status", "Status", "Status", "vak:status", "status"),
    one("begin", "Begin", "Begin", "vak:begin", "when"),
    one("end", "Einde", "End", "vak:end", "when"),
    one("euro_granted", "Toegekend bedrag (euro)", "Amount granted (euro)", "vak:euroGranted", "amount"),
    several("spreads_results_of", "Verspreidt resultaten van", "Spreads results of", "vak:spreadsResultsOf", "project"),
    several("concerns", "Gaat over", "Concerns", "vak:concerns", "intervention/target-group"),
    one("result", "Resultaat", "Result", "vak:result"),
    several("notes", "Toelichting", "Notes", "skos:note"),
    CONFIDENCE,
    NOTES,
    SOURCES,
    one(
        "main_applicant",
        "Hoofdaanvrager",
        "Main applicant",
        "vak:hasMainApplicant",
        "organisation/municipality",
        "main-applicant",
    ),
    several("municipalities", "Gemeenten", "Municipalities", "vak:hasMunicipality", "municipality", "participant"),
    several(
        "organisations", "Organisaties", "Organisations", "vak:hasKnowledgeInstitution", "organisation", "participant"
    ),
    one(
        "municipality_count",
        "Aantal gemeenten zoals vermeld",
        "Stated number of municipalities",
        "vak:statedMunicipalityCount",
        "integer",
        "consortium",
    ),
    Column("study", "Studie (volgnummer)", "Study (number)", open=False),
    several("interventions", "Interventies", "Interventions", "vak:studies", "intervention", "study"),
    *groups("study"),
    several("design", "Opzet", "Design", "vak:design", "study-design", "study"),
    one("design_as_written", "Opzet zoals vermeld", "Design as written", "vak:designAsWritten", about="study"),
    several("outcomes", "Uitkomsten", "Outcomes", "vak:measures", "outcome", "study"),
    one(
        "outcomes_as_written", "Uitkomsten zoals vermeld", "Outcomes as written", "vak:outcomeAsWritten", about="study"
    ),
    one("arms", "Armen", "Arms", "vak:arms", "integer", "study"),
    one("planned", "Gepland aantal deelnemers", "Participants planned", "vak:participantsPlanned", "integer", "study"),
    one("reached", "Bereikt aantal deelnemers", "Participants reached", "vak:participantsReached", "integer", "study"),
    several("moments", "Meetmomenten", "Measuring moments", "vak:measuringMoment", about="study"),
)

FINDING = listed(
    Column("project", "Project", "Project", open=False),
    Column("study", "Studie (volgnummer)", "Study (number)", open=False),
    Column("number", "Volgnummer", "Number", open=False),
    several("interventions", "Interventies", "Interventions", "vak:aboutIntervention", "intervention"),
    several("compared_with", "Vergeleken met", "Compared with", "vak:comparedWith", "comparator/intervention"),
    one("compared_with_as_written", "Vergelijking zoals vermeld", "Comparison as written", "vak:comparedWithAsWritten"),
    *groups(),
    several("outcomes", "Uitkomsten", "Outcomes", "vak:onOutcome", "outcome"),
    one("outcomes_as_written", "Uitkomst zoals vermeld", "Outcome as written", "vak:outcomeAsWritten"),
    one("direction", "Richting", "Direction", "vak:direction", "direction"),
    one("effect_text", "Effect in woorden", "Effect in words", "vak:effectText"),
    one("effect_value", "Effect (getal)", "Effect (number)", "vak:effectValue", "decimal"),
    one("effect_unit", "Eenheid", "Unit", "vak:effectUnit", "string"),
    one("effect_interval", "Interval", "Interval", "vak:effectInterval", "string"),
    one("effect_manner", "Herkomst van het getal", "Manner of the number", "vak:effectManner", "manner"),
    one("participants", "Deelnemers", "Participants", "vak:participants", "integer"),
    one("participants_as_written", "Deelnemers zoals vermeld", "Participants as written", "vak:participantsAsWritten"),
    one("moment", "Meetmoment", "Moment", "vak:moment"),
    one("moment_months", "Meetmoment (maanden)", "Moment (months)", "vak:momentMonths", "integer"),
    one("under_condition", "Onder voorwaarde", "Under condition", "vak:underCondition"),
    one("feasibility", "Werkbaarheid", "Feasibility", "vak:feasibility", "feasibility"),
    one("because", "Verklaring", "Because", "vak:because"),
    one("knowledge_kind", "Soort kennis", "Knowledge kind", "vak:knowledgeKind", "knowledge-kind"),
    one("quote", "Citaat", "Quote", "vak:quote", "string"),
    CONFIDENCE,
    NOTES,
    SOURCES,
)

ORGANISATION = listed(
    key(),
    named("name", "Naam", "Name"),
    several("other_names", "Andere namen", "Other names", "skos:altLabel"),
    several("former_names", "Vroegere namen", "Former names", "vak:formerName"),
    one("type", "Soort organisatie", "Organisation type", "vak:organisationType", "organisation-type"),
    several("roles", "Rollen zoals vermeld", "Roles as written", "vak:roleAsWritten"),
    several("acts_for", "Werkt voor gemeenten", "Acts for municipalities", "vak:actsFor", "municipality"),
    one("ror_candidate", "Mogelijke ROR", "ROR candidate", "vak:rorCandidate", "address"),
    one("web_page", "Webpagina", "Web page", "vak:webPage", "address"),
    SOURCES,
)

INTERVENTION = listed(
    key(),
    named("name", "Naam", "Name"),
    several("other_names", "Andere namen", "Other names", "skos:altLabel"),
    one("description", "Beschrijving", "Description", "dcterms:description"),
    one("type", "Soort interventie", "Intervention type", "vak:interventionType", "intervention-type"),
    several("type_as_written", "Soort zoals vermeld", "Type as written", "vak:kindAsWritten"),
    *groups(),
    several("broader", "Bredere interventie", "Broader intervention", "vak:broaderIntervention", "intervention"),
    several("parts", "Bestaat uit", "Parts", "vak:hasPart", "intervention"),
    several("working_elements", "Werkzame elementen", "Working elements", "vak:workingElement"),
    several("conditions_for_use", "Voorwaarden voor gebruik", "Conditions for use", "vak:conditionForUse"),
    one("origin", "Herkomst", "Origin", "vak:origin"),
    SOURCES,
)

PUBLICATION = listed(
    key(),
    named("title", "Titel", "Title", "dcterms:title"),
    Column("doi", "DOI", "DOI", open=False),
    Column("dossier", "Dossiernummer", "Dossier", "vak:dossier", "string", open=False),
    Column("paper_number", "Ondernummer", "Paper number", "vak:paperNumber", "string", open=False),
    several("other_names", "Andere titels", "Other titles", "skos:altLabel"),
    one("type", "Soort publicatie", "Publication kind", "vak:publicationKind", "publication-kind"),
    several("type_as_written", "Soort zoals vermeld", "Kind as written", "vak:kindAsWritten"),
    several("authors", "Auteurs", "Authors", "dcterms:creator", "string"),
    several("organisations", "Auteur (organisatie)", "Author (organisation)", "vak:authoredBy", "organisation"),
    one("journal", "Verschenen in", "Published in", "vak:journal"),
    DATE,
    several("addresses", "Adressen", "Addresses", "vak:address", "address"),
    several("projects", "Opbrengst van project", "Output of project", "vak:outputOf", "project"),
    several("about", "Gaat over", "About", "vak:about", ABOUT),
    SOURCES,
)

EVENT = listed(
    key(),
    named("title", "Titel", "Title", "dcterms:title"),
    one("description", "Beschrijving", "Description", "dcterms:description"),
    DATE,
    one("place", "Plaats", "Place", "vak:place"),
    several("about", "Gaat over", "About", "vak:about", ABOUT),
    several("organised_by", "Georganiseerd door", "Organised by", "vak:organisedBy", "organisation"),
    one("audience", "Voor wie", "Audience", "vak:audience"),
    one("attendance", "Aanwezigen", "Attendance", "vak:attendance", "integer"),
    several("notes", "Toelichting", "Notes", "skos:note"),
    SOURCES,
)

QUESTION = listed(
    key(),
    named("question", "Vraag", "Question"),
    several("asked_by", "Gesteld door", "Asked by", "vak:askedBy", "organisation/programme/municipality"),
    DATE,
    one("status", "Stand van de vraag", "Question status", "vak:questionStatus", "question-status"),
    several("topics", "Onderwerpen", "Topics", "vak:topic", "topic"),
    several("projects", "Onderzocht door", "Addressed by", "vak:addressedBy", "project"),
    one("quote", "Citaat", "Quote", "vak:quote", "string"),
    SOURCES,
)

UPTAKE = listed(
    Column("intervention", "Interventie", "Intervention", open=False),
    Column("municipality", "Gemeente", "Municipality", open=False),
    one("status", "Stand van de toepassing", "Uptake status", "vak:uptakeStatus", "uptake-status"),
    one("begin", "Begin", "Begin", "vak:begin", "when"),
    one("end", "Einde", "End", "vak:end", "when"),
    one("adapted_how", "Aangepast", "Adapted how", "vak:adaptedHow"),
    SOURCES,
)

SOURCE = listed(
    key(),
    named("title", "Titel", "Title", "dcterms:title"),
    one("publisher", "Uitgever", "Publisher", "dcterms:publisher"),
    DATE,
    several("addresses", "Adressen", "Addresses", "vak:address", "address"),
    one("rights", "Rechten", "Rights", "dcterms:rights"),
    one("text_of", "Tekst van publicatie", "Text of publication", "vak:textOf", "publication"),
    NOTES,
)

# A kind that has a sheet: its columns, in the order in which a person fills them.
COLUMNS: dict[str, dict[str, Column]] = {
    "project": PROJECT,
    "finding": FINDING,
    "organisation": ORGANISATION,
    "intervention": INTERVENTION,
    "uptake": UPTAKE,
    "source": SOURCE,
    "question": QUESTION,
    "publication": PUBLICATION,
    "event": EVENT,
}
