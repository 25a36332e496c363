// What can stand at the cursor: variables of this query, prefixes and terms of this ontology, words of SPARQL.
import { insertCompletionText, pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { lacking } from "./prefixes.js";
import { words } from "./words.js";

const MOST = 80; // offered at a time
const KEYWORDS = (
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS BIND VALUES GROUP BY HAVING ORDER LIMIT OFFSET ASK CONSTRUCT " +
  "DESCRIBE PREFIX EXISTS NOT ASC DESC AS IN GRAPH COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG LANGMATCHES " +
  "DATATYPE BOUND COALESCE IF REGEX CONTAINS STRSTARTS STRENDS STRLEN LCASE UCASE REPLACE CONCAT YEAR ISIRI ISLITERAL"
).split(" ");
const NO_NAME = /^(comment|string|meta)/;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The terms made ready to be looked through: [name, kind, label, other label] as the server lists them. */
export function prepared(listed) {
  return listed.map(([name, kind, label, other]) => {
    const [prefix, local] = name.split(/:(.*)/s);
    return { name, kind, label, prefix, local: plain(local), said: [label, other].filter(Boolean).map(plain) };
  });
}

/** How well a term fits what was typed, 0 best; -1 for not at all. */
function fit(term, typed) {
  if (!typed || term.local.startsWith(typed)) return 0;
  if (term.said.some((text) => text.startsWith(typed))) return 1;
  if (term.said.some((text) => text.split(/[\s(/-]+/).some((word) => word.startsWith(typed)))) return 2;
  return typed.length > 2 && (term.local.includes(typed) || term.said.some((text) => text.includes(typed))) ? 3 : -1;
}

function found(terms, typed) {
  const fits = terms.map((term) => [fit(term, typed), term]).filter(([rank]) => rank >= 0);
  const order = { class: 0, property: 0, concept: 1 };
  fits.sort(([one, a], [two, b]) => one - two || order[a.kind] - order[b.kind] || (a.name < b.name ? -1 : 1));
  return fits.slice(0, MOST).map(([, term]) => term);
}

/** Put a name where something was typed, and its PREFIX line above the query where that lacks. */
function put(known, again) {
  return (view, completion, from, to) => {
    const prefix = completion.label.split(":")[0];
    const line = lacking(view.state.doc.toString(), known, [prefix]);
    const changes = [{ from, to, insert: completion.label }];
    if (line && line.from <= from) changes.unshift(line);
    const moved = changes.length > 1 ? line.insert.length : 0;
    view.dispatch({
      changes, selection: { anchor: moved + from + completion.label.length }, scrollIntoView: true,
      userEvent: "input.complete", annotations: pickedCompletion.of(completion),
    });
    if (again) startCompletion(view);
  };
}

/** A source of completions from what the server knows; what is offered stands as the source ranked it. */
export function completing(known, terms) {
  const prefixNames = Object.keys(known);
  const name = put(known), open = put(known, true);
  const asTerm = (term) => ({
    label: term.name, detail: [term.label, words[term.kind]].filter(Boolean).join(" · "), type: term.kind, apply: name,
  });
  const asPrefix = (prefix) => ({ label: `${prefix}:`, detail: words.prefix, type: "namespace", apply: open });
  const asKeyword = (word) => ({ label: word, detail: words.keyword, type: "keyword" });

  return (context) => {
    const node = syntaxTree(context.state).resolveInner(context.pos, -1).name;
    if (NO_NAME.test(node)) return null;
    const answer = (from, options) => (options.length ? { from, options, filter: false } : null);

    const variable = context.matchBefore(/[?$]\w*$/);
    if (variable) {
      const text = context.state.doc.toString(), typed = variable.text;
      const rest = text.slice(0, variable.from) + " " + text.slice(context.pos);
      const every = [...new Set(rest.match(/[?$]\w+/g) || [])].filter((each) => each.startsWith(typed)).sort();
      return answer(variable.from, every.map((label) => ({ label, detail: words.variable, type: "variable" })));
    }
    const declared = context.matchBefore(/\bPREFIX\s+[\w-]*$/i);
    if (declared) {
      const typed = declared.text.replace(/^\w+\s+/, "").toLowerCase();
      const fits = prefixNames.filter((prefix) => prefix.startsWith(typed));
      const options = fits.map((prefix) => ({
        label: `${prefix}:`, detail: known[prefix],
        apply: (view, it, from, to) => view.dispatch(insertCompletionText(view.state, `${prefix}: <${known[prefix]}>`, from, to)),
      }));
      return answer(context.pos - typed.length, options);
    }
    const word = context.matchBefore(/[\p{L}_][\p{L}\w.-]*(:[\p{L}\w-]*)?$/u);
    if (!word && !context.explicit) return null;
    const typed = plain(word ? word.text : ""), from = word ? word.from : context.pos;
    if (typed.includes(":")) {
      const [prefix, local] = typed.split(":");
      return answer(from, found(terms.filter((term) => term.prefix.toLowerCase() === prefix), local).map(asTerm));
    }
    if (typed.length < 2 && !context.explicit) return null;
    const own = prefixNames.filter((prefix) => prefix.startsWith(typed)).map(asPrefix);
    const fixed = KEYWORDS.filter((each) => typed && each.toLowerCase().startsWith(typed)).map(asKeyword);
    return answer(from, [...fixed, ...own, ...found(terms, typed).map(asTerm)].slice(0, MOST));
  };
}
