/**
 * The project's own tests, beside the code that they test.
 *
 * @jest-config-loader esbuild-register
 */
import type { Config } from 'jest';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const config: Config = {
  // Whole runs of the chapters in Jests of their own, two at a time.
  maxConcurrency: 2,
  rootDir: '..',
  testMatch: ['<rootDir>/{fixtures,helpers,setup,simulator,bench}/**/*.test.ts'],
  transform: {
    // As jest.config.ts has it, and of p-limit and its queue, which are ES modules only.
    '<rootDir>/(simulator|setup)/.+\\.tsx?$': '<rootDir>/setup/esbuild-transform.cjs',
    '/node_modules/(p-limit|yocto-queue)/.+\\.js$': '<rootDir>/setup/esbuild-transform.cjs',
    '^.+\\.tsx?$': ['ts-jest', { diagnostics: false, tsconfig: '<rootDir>/tsconfig.json' }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(p-limit|yocto-queue)/)'],
};

export default config;
