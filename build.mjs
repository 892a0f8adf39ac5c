// Bundles the style sheets and scripts of static/ into build/, which Django serves and nobody commits.
// Every file directly in static/css and static/js is an entry; what entries share lies in their parts/ folder.
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.dirname(fileURLToPath(import.meta.url));
// Another folder may be named; the tests build into one of their own.
const out = path.resolve(process.argv[2] ?? path.join(root, "build"));

async function entries(folder, extension) {
  const names = await readdir(path.join(root, "static", folder));
  return names.filter((name) => name.endsWith(extension)).map((name) => path.join(root, "static", folder, name));
}

// `tokens-dark.css?theme=dark` gives the same tokens, picked by <html data-theme="dark"> instead of by the device.
const pickedTheme = {
  name: "picked-theme",
  setup(bundler) {
    bundler.onLoad({ filter: /tokens[a-z-]*\.css$/ }, async ({ path: file, suffix }) => {
      const text = await readFile(file, "utf8");
      const theme = new URLSearchParams(suffix).get("theme");
      return { contents: theme ? text.replaceAll(":root", `:root[data-theme="${theme}"]`) : text, loader: "css" };
    });
  },
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  entryPoints: [...(await entries("css", ".css")), ...(await entries("js", ".js"))],
  outdir: out,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "edge111", "firefox113", "safari16.2"],
  // What Leaflet draws on its own controls.
  loader: { ".png": "dataurl" },
  legalComments: "linked",
  plugins: [pickedTheme],
  logLevel: "warning",
});
await cp(path.join(root, "static", "img"), path.join(out, "img"), { recursive: true });
// The faces of printed documents; wijknet.files.documents sets with these and with nothing of the machine.
const faces = path.join(root, "node_modules", "@expo-google-fonts", "source-sans-3");
for (const face of ["400Regular", "400Regular_Italic", "700Bold"]) {
  const file = `SourceSans3_${face}.ttf`;
  await cp(path.join(faces, face, file), path.join(out, "fonts", file));
}
await cp(path.join(faces, "LICENSE_FONT"), path.join(out, "fonts", "LICENSE.txt"));
