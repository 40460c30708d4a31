/** What a reader has chosen on the page, kept while it is read again. */

export class Kept {
  readonly #values: Record<string, string>;

  /** @param key of the page */
  constructor(readonly key: string) {
    this.#values = read(key);
  }

  get(name: string): string {
    return this.#values[name] ?? '';
  }

  set(name: string, value: string): void {
    this.#values[name] = value;
    try {
      sessionStorage.setItem(this.key, JSON.stringify(this.#values));
    } catch {
      // Without storage the choice lasts until the page is read again.
    }
  }
}

function read(key: string): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}
