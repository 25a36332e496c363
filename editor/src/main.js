// The SPARQL editor in the place of the text field of its page; without it that field does the same work.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentUnit, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { completing, prepared } from "./completing.js";
import { colours, look } from "./look.js";
import { lacking } from "./prefixes.js";
import { words } from "./words.js";

/** The line that the server found fault with, until something is changed. */
function faulty(line) {
  const mark = Decoration.line({ class: "cm-fault", attributes: { title: words.fault } });
  return StateField.define({
    create: (state) => (line > 0 && line <= state.doc.lines ? Decoration.set(mark.range(state.doc.line(line).from)) : Decoration.none),
    update: (marks, change) => (change.docChanged ? Decoration.none : marks),
    provide: (field) => EditorView.decorations.from(field),
  });
}

/**
 * Typing over a selection. Left to itself the browser would carry the look of what was selected over to what is typed,
 * as a `style` attribute that our pages do not allow.
 */
function over(event, view) {
  const { main } = view.state.selection, text = event.inputType === "insertText" ? event.data : "";
  if (main.empty || event.isComposing || text == null || !/^(insertText|delete)/.test(event.inputType)) return false;
  event.preventDefault();
  const change = () => view.state.update(view.state.replaceSelection(text), {
    userEvent: text ? "input.type" : "delete.selection", scrollIntoView: true,
  });
  const handlers = text ? view.state.facet(EditorView.inputHandler) : [];
  if (!handlers.some((handle) => handle(view, main.from, main.to, text, change))) view.dispatch(change());
  return true;
}

function start(form) {
  const field = form.querySelector("textarea");
  const label = form.querySelector(`label[for="${field.id}"]`);
  const help = form.querySelector("[data-keys]");
  let known = {}, source = () => null;

  const fill = (view) => {
    const line = lacking(view.state.doc.toString(), known);
    if (line) view.dispatch({ changes: line });
  };
  const ask = () => {
    form.requestSubmit();
    return true;
  };
  const view = new EditorView({
    doc: field.value.replace(/\s+$/, "") + "\n",
    extensions: [
      lineNumbers(), history(), bracketMatching(), closeBrackets(), indentUnit.of("  "), EditorView.lineWrapping,
      StreamLanguage.define(sparql), syntaxHighlighting(colours), look,
      autocompletion({ override: [(context) => source(context)], icons: false, maxRenderedOptions: 8, interactionDelay: 0 }),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: ask }, { key: "Ctrl-Enter", run: ask }])),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorState.phrases.of(words),
      EditorView.contentAttributes.of({
        "aria-labelledby": label.id, "aria-describedby": field.getAttribute("aria-describedby"), spellcheck: "false",
        tabindex: "0", // it can be focused anyway; so it says so, and what it scrolls in can be reached
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) field.value = update.state.doc.toString();
      }),
      EditorView.domEventHandlers({ beforeinput: over }),
      faulty(Number(form.dataset.line)),
    ],
  });
  field.after(view.dom);
  field.hidden = true;
  field.required = false; // a hidden field that lacks something could not say so
  if (help) help.hidden = false;
  label.addEventListener("click", () => view.focus());
  form.addEventListener("submit", (event) => {
    fill(view);
    field.value = view.state.doc.toString();
    if (!field.value.trim()) {
      event.preventDefault();
      view.focus();
    }
  });
  fetch(form.dataset.terms)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then((said) => {
      known = said.prefixes;
      source = completing(known, prepared(said.terms));
      form.dataset.ready = "";
    })
    .catch(() => {}); // then there is nothing to complete with; all else works
}

for (const form of document.querySelectorAll("form[data-terms]")) start(form);
