/** The script of the pages, made of its sources once for each process: small, and the same text each time. */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

let made: string | undefined;

/** JavaScript for a `<script>` of a page, of some kilobytes. */
export function pageScript(): string {
  made ??= buildSync({
    entryPoints: [join(__dirname, 'browser/main.ts')],
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
  return made;
}
