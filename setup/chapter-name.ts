/** The name of a chapter, which is its spec's. */
import { basename } from 'node:path';

export const chapterOf = (spec: string): string => basename(spec).replace(/(\.spec)?\.[jt]s$/, '');
