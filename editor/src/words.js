// What the editor itself says, in the language of the page.
const SAID = {
  nl: {
    Completions: "Aanvullingen", class: "klasse", property: "eigenschap", concept: "begrip", prefix: "voorvoegsel",
    keyword: "SPARQL", variable: "variabele", fault: "Hier klopt de vraag niet.",
    "Control character": "Besturingsteken", "Selection deleted": "Selectie gewist",
  },
  en: {
    class: "class", property: "property", concept: "concept", prefix: "prefix", keyword: "SPARQL",
    variable: "variable", fault: "Here the query is wrong.",
  },
};

export const words = SAID[document.documentElement.lang] || SAID.en;
