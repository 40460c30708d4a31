/**
 * The acceptance specs alone: `npx jest` runs the workshop's chapters. The project's own tests have setup/jest.unit.config.ts.
 *
 * @jest-config-loader esbuild-register
 */
import type { Config } from 'jest';

const config: Config = {
  testMatch: ['<rootDir>/specs/**/*.spec.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false, tsconfig: '<rootDir>/tsconfig.json' }] },
  // One lab at a time: two chapters on one account would disturb each other.
  maxWorkers: 1,
  setupFilesAfterEnv: ['<rootDir>/helpers/matchers.ts'],
  testTimeout: 120_000,
};

export default config;
