/** The class's table as its reader wants it: in another order, and only those who are asked for. */
import type { Kept } from './class-kept';

type Order = 'ascending' | 'descending';

/** Of `#order`, whose empty choice is as the page comes: those first who need a look. */
const BY_ROSTER = 'roster';
/** By the heading that says so. */
const BY_COLUMN = 'column';

export class Grid {
  readonly #body: HTMLTableSectionElement;
  readonly #headings: HTMLTableCellElement[];
  /** In the order in which they came. */
  readonly #rows: { row: HTMLTableRowElement; text: string }[];
  readonly #find = document.querySelector<HTMLInputElement>('#find')!;
  readonly #group = document.querySelector<HTMLSelectElement>('#group')!;
  readonly #order = document.querySelector<HTMLSelectElement>('#order')!;
  readonly #count = document.querySelector<HTMLOutputElement>('output')!;
  readonly #onPaper = document.querySelector<HTMLElement>('.on-paper')!;
  readonly #tiles = [...document.querySelectorAll<HTMLButtonElement>('button.tile')];

  constructor(
    table: HTMLTableElement,
    readonly kept: Kept,
  ) {
    this.#body = table.tBodies[0]!;
    this.#headings = [...table.querySelectorAll<HTMLTableCellElement>('th[data-key]')];
    this.#rows = [...this.#body.rows].map((row) => ({ row, text: wordsOf(row) }));
    for (const heading of this.#headings)
      heading.querySelector('button')!.addEventListener('click', () => this.#choose(heading));
    this.#find.addEventListener('input', () => this.#filter());
    this.#group.addEventListener('change', () => this.#filter());
    this.#order.addEventListener('change', () => this.#arrange(this.#order.value));
    for (const tile of this.#tiles) {
      tile.disabled = false;
      tile.addEventListener('click', () => this.#only(tile));
    }
    table.addEventListener('pointerover', ({ target }) => this.#name((target as Element).closest('td[data-v].c')));
    this.#restore();
    this.#keepPlace(table.parentElement!);
  }

  #restore(): void {
    this.#find.value = this.kept.get('find');
    this.#group.value = this.kept.get('group');
    const [by, key] = [this.kept.get('by'), this.kept.get('column')];
    const heading = this.#headings.find(({ dataset }) => dataset.key === key);
    if (by === BY_COLUMN && heading) this.#sort(heading, this.kept.get('order') as Order);
    else if (by === BY_ROSTER) this.#arrange(BY_ROSTER);
    this.#filter();
  }

  /** The same column once more turns it round. */
  #choose(heading: HTMLTableCellElement): void {
    const first: Order = heading.dataset.sort === 'falling' ? 'descending' : 'ascending';
    const now = heading.getAttribute('aria-sort');
    const turned: Order = now === 'ascending' ? 'descending' : 'ascending';
    this.#sort(heading, now ? turned : first);
  }

  #sort(heading: HTMLTableCellElement, order: Order): void {
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const values = this.#rows.map(({ row }) => ({ row, value: valueOf(row.cells[heading.cellIndex]!) }));
    values.sort((a, b) => {
      // Whoever has none of it stands below, in either order.
      if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
      return collator.compare(a.value, b.value) * (order === 'ascending' ? 1 : -1);
    });
    this.#show(
      values.map(({ row }) => row),
      BY_COLUMN,
    );
    heading.setAttribute('aria-sort', order);
    this.kept.set('column', heading.dataset.key!);
    this.kept.set('order', order);
  }

  #arrange(by: string): void {
    const rows = this.#rows.map(({ row }) => row);
    const place = (row: HTMLTableRowElement): number => Number(row.dataset.place);
    this.#show(by === BY_ROSTER ? rows.sort((a, b) => place(a) - place(b)) : rows, by);
  }

  #show(rows: readonly HTMLTableRowElement[], by: string): void {
    for (const heading of this.#headings) heading.removeAttribute('aria-sort');
    this.#body.append(...rows);
    this.#order.value = by;
    this.kept.set('by', by);
  }

  /** Those of a tile alone, and everyone again. */
  #only(tile: HTMLButtonElement): void {
    const group = tile.dataset.group!;
    this.#group.value = this.#group.value === group ? '' : group;
    this.#filter();
  }

  #filter(): void {
    const [find, group] = [this.#find.value, this.#group.value];
    const asked = plain(find).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of this.#rows) {
      const isAsked = (group === '' || row.dataset.group === group) && asked.every((word) => text.includes(word));
      row.hidden = !isAsked;
      if (isAsked) shown++;
    }
    for (const tile of this.#tiles) tile.setAttribute('aria-pressed', String(tile.dataset.group === group));
    const { words = '', all = '' } = this.#count.dataset;
    const filtered = group !== '' || asked.length > 0;
    const count = filtered ? words.replace('#', String(shown)) : all;
    // What is written again is read aloud again.
    if (this.#count.value !== count) this.#count.value = count;
    const chosen = [find.trim(), group && this.#group.selectedOptions[0]!.text].filter(Boolean);
    this.#onPaper.textContent = filtered ? `${count}: ${chosen.join(', ')}` : '';
    this.kept.set('find', find);
    this.kept.set('group', group);
  }

  /** Says of a step's cell, when it is pointed at, which step it is and what its sign means. */
  #name(cell: HTMLTableCellElement | null): void {
    const word = cell?.textContent;
    if (!cell || !word || cell.title) return;
    const heading = this.#headings.find(({ cellIndex }) => cellIndex === cell.cellIndex);
    cell.title = `${heading?.querySelector('.unseen')?.textContent}: ${word}`;
  }

  #keepPlace(box: HTMLElement): void {
    const [left, top] = [Number(this.kept.get('left')), Number(this.kept.get('top'))];
    // To scroll is to lay out the whole table at once.
    if (left > 0 || top > 0) box.scrollTo(left, top);
    addEventListener('pagehide', () => {
      this.kept.set('left', String(box.scrollLeft));
      this.kept.set('top', String(box.scrollTop));
    });
  }
}

const valueOf = (cell: HTMLTableCellElement): string => cell.dataset.v ?? cell.textContent.trim();

/** Hangul comes in syllables or taken apart, as the keyboard and the file system of its writer have it. */
const plain = (words: string): string => words.normalize('NFC').toLowerCase();

/** Name, result and the step that it is stuck at; the signs of all steps would match everything. */
const wordsOf = (row: HTMLTableRowElement): string =>
  plain(
    [...row.cells]
      .slice(0, 5)
      .map((cell) => cell.textContent)
      .join(' '),
  );
