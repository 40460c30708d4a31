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
    '^.+\\.tsx?$': ['ts-jest', { diagnostics: false, tsconfig: '<rootDir>/tsconfig.json' }],
    // p-limit and its queue are ES modules only.
    '/node_modules/(p-limit|yocto-queue)/.+\\.js$': [
      'ts-jest',
      { diagnostics: false, tsconfig: { allowJs: true, module: 'CommonJS', target: 'ES2022' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(p-limit|yocto-queue)/)'],
};

export default config;
