/** The roster as jobs for others to run: GitHub Actions' matrix, and CodeBuild's batch. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { stringify } from 'yaml';
import { NotReady } from '../../helpers/errors';
import type { Attendee } from './attendee';

/** GitHub docs, "Actions limits": jobs of one matrix. */
const MOST_JOBS = 256;

/** One line, for `strategy.matrix` through `fromJSON`. @throws NotReady where GitHub would not take it */
export function githubMatrix(attendees: readonly Attendee[]): string {
  if (attendees.length > MOST_JOBS)
    throw new NotReady(
      `Expected at most ${MOST_JOBS} attendees, as GitHub has it for one matrix, found ${attendees.length}. Split the roster in two.`,
    );
  return JSON.stringify({ include: attendees.map(({ id, name }) => ({ id, name })) });
}

/** What the jobs check out. */
const PROJECT = resolve(__dirname, '../..');

/**
 * A buildspec for StartBuildBatch (CodeBuild user guide, "Batch build buildspec reference").
 * @param roster its path here, which the builds have from the source's folder
 * @param buildspec of each build, from the source's folder
 * @throws NotReady where the builds would not have the roster
 */
export function codeBuildBatch(attendees: readonly Attendee[], { roster, depth, buildspec }: BatchOptions): string {
  const path = relative(PROJECT, resolve(roster));
  if (/^\.\.([/\\]|$)/.test(path) || isAbsolute(path))
    throw new NotReady(
      `The roster ${roster} is outside of the project, and its builds would not find it. Put it into the repository.`,
    );
  return stringify({
    version: 0.2,
    batch: {
      // One attendee's failure is no reason to leave out the others.
      'fast-fail': false,
      'build-list': attendees.map(({ id }) => ({
        identifier: `a_${id.replaceAll('-', '_')}`,
        buildspec,
        'ignore-failure': false,
        env: { variables: { ATTENDEE: id, ROSTER: path.replaceAll(sep, '/'), DEPTH: depth } },
      })),
    },
  });
}

export interface BatchOptions {
  roster: string;
  depth: string;
  buildspec: string;
}
