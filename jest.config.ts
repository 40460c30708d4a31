/**
 * The acceptance specs alone: `npx jest` runs the workshop's chapters. The project's own tests have setup/jest.unit.config.ts.
 *
 * @jest-config-loader esbuild-register
 */
import { accessSync, constants, mkdirSync } from 'node:fs';
import type { Config } from 'jest';
import { readSettings, type Settings } from './fixtures/settings';
import { reportTempDir } from './setup/report-temp-dir';

/** Beside Jest's own 1, and those of setup/reporters/exit-code.cjs. A stack trace would bury the one sentence that helps. */
const UNUSABLE = 2;
function unusable(sentence: string): never {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(UNUSABLE);
}

const {
  LAB,
  LAB_DEPTH,
  LAB_REPORT: report,
}: Settings = (() => {
  try {
    return readSettings(process.env);
  } catch (error) {
    return unusable((error as Error).message);
  }
})();

// Node 20 is supported on purpose (the SDK's pinned versions run on it), so its notice at every start is noise.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
reportTempDir();

/** Expectations have deadlines of their own, on the lab's clock; Jest's is for a run that hangs. */
const HANG_MS = LAB === 'aws' ? 3 * 3_600_000 : 120_000;

try {
  // Before any reporter finds out in its own way.
  mkdirSync(report, { recursive: true });
  accessSync(report, constants.W_OK);
} catch (error) {
  unusable(
    `The report's folder ${report} can't be written (${(error as Error).message}). Name another one in LAB_REPORT.`,
  );
}

const config: Config = {
  // To inspect a chapter is to read what has been; the other depths watch it happen.
  testMatch: [LAB_DEPTH === 'inspect' ? '<rootDir>/specs/inspect/*.spec.ts' : '<rootDir>/specs/*.spec.ts'],
  testSequencer: '<rootDir>/setup/chapter-order.cjs',
  testEnvironment: '<rootDir>/setup/chapter-environment.ts',
  globalSetup: '<rootDir>/setup/global-setup.ts',
  globalTeardown: '<rootDir>/setup/global-teardown.cjs',
  setupFilesAfterEnv: ['<rootDir>/helpers/matchers.ts'],
  testTimeout: HANG_MS,
  transform: {
    '<rootDir>/(simulator|setup)/.+\\.tsx?$': '<rootDir>/setup/esbuild-transform.cjs',
    '^.+\\.tsx?$': ['ts-jest', { diagnostics: false, tsconfig: '<rootDir>/tsconfig.json' }],
  },
  // One lab at a time: two chapters on one account would disturb each other.
  maxWorkers: 1,
  reporters: [
    'default',
    [
      'jest-html-reporters',
      {
        publicPath: report,
        filename: 'index.html',
        inlineSource: true,
        pageTitle: '오토스케일링 · Auto scaling',
        expand: true,
        hideIcon: true,
        urlForTestFiles: '',
      },
    ],
    // After the one whose page it makes safe.
    '<rootDir>/setup/reporters/finish-html-report.cjs',
    [
      'jest-junit',
      {
        outputDirectory: report,
        outputName: 'junit.xml',
        suiteName: 'ECS auto scaling',
        suiteNameTemplate: '{filename}',
        classNameTemplate: '{classname}',
        titleTemplate: '{title}',
        ancestorSeparator: ' › ',
        reportTestSuiteErrors: 'true',
      },
    ],
    '<rootDir>/setup/reporters/exit-code.cjs',
  ],
};

export default config;
