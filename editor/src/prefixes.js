// Which prefixes a query uses and declares, and the PREFIX lines that it lacks.

// What is no name is passed over: comments, addresses, strings; then a declaration, and a name with its prefix.
const PARTS = new RegExp(
  [
    "#[^\\n]*", "<[^<>\"{}|^`\\\\\\s]*>", '"""(?:[^\\\\]|\\\\.)*?"""', "'''(?:[^\\\\]|\\\\.)*?'''",
    '"(?:[^"\\\\\\n]|\\\\.)*"', "'(?:[^'\\\\\\n]|\\\\.)*'", "[?$@]\\w+",
    "(?<declared>\\bPREFIX\\s+[A-Za-z][\\w.-]*:)", "(?<used>[A-Za-z][\\w.-]*:)",
  ].join("|"),
  "gis",
);

/** The prefixes in a query: `used` in the order of their first use, `declared` above it. */
export function prefixesIn(text) {
  const used = new Set(), declared = new Set();
  for (const { groups } of text.matchAll(PARTS)) {
    if (groups.declared) declared.add(groups.declared.slice(6, -1).trim());
    else if (groups.used) used.add(groups.used.slice(0, -1));
  }
  return { used, declared };
}

/** The change that declares what a query lacks, with `more` prefixes that it is about to use; null for none. */
export function lacking(text, known, more = []) {
  const { used, declared } = prefixesIn(text);
  const names = [...new Set([...used, ...more])].filter((name) => name in known && !declared.has(name)).sort();
  if (!names.length) return null;
  const last = [...text.matchAll(/^[ \t]*PREFIX\s[^\n]*(\n|$)/gim)].pop();
  const from = last ? last.index + last[0].length : 0;
  const lines = names.map((name) => `PREFIX ${name}: <${known[name]}>\n`).join("");
  const before = last && !last[0].endsWith("\n") ? "\n" : "";
  return { from, insert: before + lines + (last || /^\s*$/.test(text) ? "" : "\n") };
}
