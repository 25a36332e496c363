// `node build.js OUT`: the editor as one file, and the licences of all that is in it.
import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const out = process.argv[2];
const made = await build({
  entryPoints: ["src/main.js"], bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8",
  legalComments: "none", metafile: true, write: false, logLevel: "warning",
  banner: { js: "/* The SPARQL editor of vakgraph. What is in it, and under which licences: /editor.txt */" },
});

const inputs = Object.keys(made.metafile.inputs);
const packages = [...new Set(inputs.map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean))];
const texts = ["What is in editor.js beside vakgraph's own editor (MIT), each under its own licence."];
for (const name of packages.sort()) {
  const folder = join("node_modules", name);
  const said = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).sort().find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} carries no licence`);
  // The notice whole, but for addresses of e-mail: those of a person stand nowhere here.
  const text = (await readFile(join(folder, file), "utf8")).trim().replace(/ ?<[^<>\s]+@[^<>\s]+>/g, "");
  texts.push(`${"=".repeat(60)}\n${name} ${said.version}: ${said.license}\n\n${text}`);
}
await writeFile(join(out, "editor.txt"), texts.join("\n\n") + "\n");
await writeFile(join(out, "editor.js"), made.outputFiles[0].contents);
