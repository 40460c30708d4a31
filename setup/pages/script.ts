/** The scripts of the pages, each made of its sources once for each process: small, and the same text each time. */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const made = new Map<string, string>();

/**
 * JavaScript for a `<script>` of a page, of some kilobytes.
 * @param name of its source in `browser/`
 */
export function pageScript(name: 'main' | 'class-main'): string {
  const known = made.get(name);
  if (known !== undefined) return known;
  const script = buildSync({
    entryPoints: [join(__dirname, 'browser', `${name}.ts`)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    // Its own is for the linter and the compiler.
    tsconfigRaw: {},
    legalComments: 'none',
  }).outputFiles[0]!.text.replaceAll('</', '<\\/');
  made.set(name, script);
  return script;
}
