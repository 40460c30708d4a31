/** The class's table as its reader wants it: in another order, and only those who are asked for. */
import type { Kept } from './class-kept';

type Order = 'ascending' | 'descending';

export class Grid {
  readonly #body: HTMLTableSectionElement;
  readonly #headings: HTMLTableCellElement[];
  readonly #rows: { row: HTMLTableRowElement; text: string }[];
  readonly #find = document.querySelector<HTMLInputElement>('#find')!;
  readonly #group = document.querySelector<HTMLSelectElement>('#group')!;
  readonly #count = document.querySelector<HTMLOutputElement>('output')!;

  constructor(
    table: HTMLTableElement,
    readonly kept: Kept,
  ) {
    this.#body = table.tBodies[0]!;
    this.#headings = [...table.querySelectorAll<HTMLTableCellElement>('th[data-sort]')];
    this.#rows = [...this.#body.rows].map((row) => ({ row, text: wordsOf(row) }));
    this.#headings.forEach((heading, column) =>
      heading.querySelector('button')!.addEventListener('click', () => this.#choose(column)),
    );
    this.#find.addEventListener('input', () => this.#filter());
    this.#group.addEventListener('change', () => this.#filter());
    this.#find.value = kept.get('find');
    this.#group.value = kept.get('group');
    if (kept.get('column')) this.#sort(Number(kept.get('column')), kept.get('order') as Order);
    this.#filter();
    this.#keepPlace(table.parentElement!);
  }

  /** The same column once more turns it round. */
  #choose(column: number): void {
    const heading = this.#headings[column]!;
    const first: Order = heading.dataset.sort === 'falling' ? 'descending' : 'ascending';
    const now = heading.getAttribute('aria-sort');
    const turned: Order = now === 'ascending' ? 'descending' : 'ascending';
    this.#sort(column, now ? turned : first);
  }

  #sort(column: number, order: Order): void {
    const heading = this.#headings[column];
    if (!heading) return;
    for (const each of this.#headings) each.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', order);
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const values = this.#rows.map(({ row }) => ({ row, value: valueOf(row.cells[column]!) }));
    values.sort((a, b) => {
      // Whoever has none of it stands below, in either order.
      if (a.value === '' || b.value === '') return Number(a.value === '') - Number(b.value === '');
      return collator.compare(a.value, b.value) * (order === 'ascending' ? 1 : -1);
    });
    this.#body.append(...values.map(({ row }) => row));
    this.kept.set('column', String(column));
    this.kept.set('order', order);
  }

  #filter(): void {
    const [find, group] = [this.#find.value, this.#group.value];
    const asked = find.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of this.#rows) {
      const isAsked = (group === '' || row.dataset.group === group) && asked.every((word) => text.includes(word));
      row.hidden = !isAsked;
      if (isAsked) shown++;
    }
    this.#count.value = (this.#count.dataset.words ?? '').replace('#', String(shown));
    this.kept.set('find', find);
    this.kept.set('group', group);
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

/** Name, result and the step that it is stuck at; the signs of all steps would match everything. */
const wordsOf = (row: HTMLTableRowElement): string =>
  [...row.cells]
    .slice(0, 5)
    .map((cell) => cell.textContent)
    .join(' ')
    .toLowerCase();
