/** The script of the class page, made of its sources once for each process. */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

let made: string | undefined;

/** JavaScript for a `<script>` of a page, of a few kilobytes. */
export function classScript(): string {
  made ??= buildSync({
    entryPoints: [join(__dirname, 'browser/class-main.ts')],
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
