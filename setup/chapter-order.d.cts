/** Types of the chapters' order. */
declare class ChapterOrder {
  sort<T extends { path: string }>(tests: readonly T[]): T[];
}

export = ChapterOrder;
