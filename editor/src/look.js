// How the editor looks: in the custom properties of the pages, light and dark alike.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { StyleModule } from "style-mod";

const own = new CSSStyleSheet();
const order = [];

// The pages allow no `style` element (Content-Security-Policy), but a sheet that a script of ours makes may be adopted.
StyleModule.mount = (root, modules) => {
  const added = [modules].flat().filter((each) => !order.includes(each));
  if (!added.length) return;
  const later = [modules].flat();
  order.splice(0, order.length, ...order.filter((each) => !later.includes(each)), ...later);
  own.replaceSync(order.map((each) => each.getRules()).join("\n"));
  if (!document.adoptedStyleSheets.includes(own)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, own];
};

export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--blue)", fontWeight: "650" },
  { tag: tags.standard(tags.variableName), color: "var(--blue)" },
  { tag: tags.local(tags.variableName), color: "var(--ink)", fontStyle: "italic" },
  { tag: tags.atom, color: "var(--blue)" },
  { tag: [tags.string, tags.meta], color: "var(--signal)" },
  { tag: tags.comment, color: "var(--quiet)" },
]);

export const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", borderRadius: "3px", marginTop: ".25rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--code)", fontSize: ".9375rem", lineHeight: "1.5", maxHeight: "70vh", overflowX: "hidden" },
  ".cm-content, .cm-gutter": { minHeight: "16rem" },
  ".cm-content": { padding: ".75rem 0", caretColor: "var(--ink)" },
  ".cm-content:focus-visible": { outline: "var(--focus)", outlineOffset: "-3px", borderRadius: "2px" },
  ".cm-line": { padding: "0 .75rem" },
  ".cm-gutters": { backgroundColor: "var(--wash)", color: "var(--quiet)", borderRight: "1px solid var(--line)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "2px solid var(--signal)" },
  ".cm-fault": { boxShadow: "inset 3px 0 0 var(--signal)", backgroundColor: "var(--wash)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", borderRadius: "3px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--code)", fontSize: ".875rem", maxHeight: "none", maxWidth: "min(40rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".25rem .5rem", minHeight: "1.75rem", lineHeight: "1.4", whiteSpace: "normal" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--on-blue)", backgroundColor: "var(--blue)", outline: "2px solid transparent", outlineOffset: "-2px" },
  ".cm-completionDetail": { fontFamily: "var(--text)", fontStyle: "normal", color: "var(--quiet)", marginLeft: ".75rem" },
  "li[aria-selected] .cm-completionDetail": { color: "var(--on-blue)" },
  "@media print": { ".cm-scroller": { maxHeight: "none" } },
});
