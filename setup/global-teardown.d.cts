/** Types of the teardown. */
declare function globalTeardown(): void;
export = globalTeardown;
