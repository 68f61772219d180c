// Bundles the modules of src into the script of the page. With --check it compares the result with the built file.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const target = fileURLToPath(new URL("../kg/page/static/page.js", import.meta.url));
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("src/main.ts", import.meta.url))],
  bundle: true,
  write: false,
  format: "iife",
  target: "es2022",
  minify: true,
  lineLimit: 120,
  legalComments: "none",
  banner: { js: "// Built from frontend/src: make frontend" },
});
const text = outputFiles[0].text;
if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (readFileSync(target, "utf-8") !== text) {
  console.error("kg/page/static/page.js is out of date: run make frontend");
  process.exit(1);
}
