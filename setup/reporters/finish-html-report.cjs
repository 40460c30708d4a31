/** A reporter that finishes the page of jest-html-reporters: safe whatever the texts of a run contain, with the charts on top. */
'use strict';

const { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join, resolve, sep } = require('node:path');
const { escapePage } = require('./escape-page.cjs');
const { insertCharts } = require('./insert-charts.cjs');
const { whatItTook } = require('./what-it-took.cjs');

const isHtmlReporter = ([path]) => /[\\/]jest-html-reporters[\\/]/.test(path);

/** Pages are handed on, and whose machine it was is no one's business: paths count from the project's folder, in the page's JSON. */
function withoutRoot(page, rootDir) {
  const written = JSON.stringify(rootDir).slice(1, -1);
  const separator = JSON.stringify(sep).slice(1, -1);
  return page.replaceAll(`${written}${separator}`, '').replaceAll(written, '.');
}

/** Takes the options of jest-html-reporters itself from Jest's configuration: there is one place that names the page. */
class FinishHtmlReport {
  constructor(globalConfig) {
    const reporters = globalConfig.reporters ?? [];
    const writer = reporters.findIndex(isHtmlReporter);
    if (writer < 0) return;
    // Jest awaits each reporter's onRunComplete before the next one's, in the order of the configuration.
    if (writer > reporters.findIndex(([path]) => path === __filename))
      throw new Error(
        'Expected finish-html-report after jest-html-reporters in `reporters`, found it before: it would read the page of the last run. Move it down.',
      );
    this._rootDir = globalConfig.rootDir;
    const { getOptions, replaceRootDirVariable } = require('jest-html-reporters/helper');
    const { publicPath, filename, inlineSource } = getOptions(reporters[writer][1]);
    if (inlineSource) this._page = resolve(replaceRootDirVariable(publicPath, globalConfig.rootDir), filename);
  }

  /** Specs leave their charts beside the page, in `charts`: those of an earlier run are not this one's. */
  onRunStart() {
    if (this._page) rmSync(join(dirname(this._page), 'charts'), { recursive: true, force: true });
  }

  onRunComplete() {
    if (!this._page || !existsSync(this._page)) return;
    try {
      const template = readFileSync(require.resolve('jest-html-reporters/dist/singleFile.html'), 'utf8');
      const page = withoutRoot(readFileSync(this._page, 'utf8'), this._rootDir);
      const escaped = insertCharts(escapePage(page, template), this._charts());
      // Renaming is atomic: whoever opens the page sees a whole one.
      writeFileSync(`${this._page}.escaped`, escaped);
      renameSync(`${this._page}.escaped`, this._page);
    } catch (error) {
      this._error = error;
      process.stderr.write(
        `The HTML report ${this._page} could not be finished and may be blank or run foreign markup: ${error.message}. ` +
          'After an upgrade of jest-html-reporters, adapt setup/reporters/finish-html-report.cjs; do not publish this page.\n',
      );
    }
  }

  _charts() {
    const folder = join(dirname(this._page), 'charts');
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.svg')) : [];
    return files.sort().map((file) => {
      const took = join(dirname(this._page), 'timeline', file.replace(/svg$/, 'took.json'));
      return {
        svg: readFileSync(join(folder, file), 'utf8'),
        caption: existsSync(took) ? whatItTook(JSON.parse(readFileSync(took, 'utf8'))) : '',
      };
    });
  }

  /** Jest asks for this after the run, and an error here makes the run fail. */
  getLastError() {
    return this._error;
  }
}

module.exports = FinishHtmlReport;
