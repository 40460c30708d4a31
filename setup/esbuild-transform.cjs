/**
 * Jest's transform of what serves the specs, the simulator and `setup/`, by esbuild: a cold start waits for every file, and it is
 * quicker than TypeScript's own transpiler. Specs, fixtures and helpers go through ts-jest.
 *
 * @type {import('@jest/transform').SyncTransformer}
 */
module.exports = {
  process(source, path) {
    const { code, map } = require('esbuild').transformSync(source, {
      sourcefile: path,
      loader: path.slice(path.lastIndexOf('.') + 1),
      format: 'cjs',
      target: 'node20',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: 'external',
    });
    return { code, map };
  },
};
