/** The look of the class page, beside that of all pages: a wide table whose head and names stay in sight. */
import { cellOrder, looks } from './looks';

/** For thousands of cells a sign that the style puts in takes the browser less than an element. It is none of the text. */
const signs = cellOrder
  .map(
    (cell, i) =>
      `table.grid td.c[data-v="${i}"]::before{content:"${looks[cell].sign}";content:"${looks[cell].sign}" / ""}`,
  )
  .join('');

export const classStyle = `
.wide{max-width:1720px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.quiet{color:var(--quiet);font-size:.9rem}
.standing{display:flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:center}.standing .badge{white-space:normal;border-radius:.9rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.6rem .8rem;margin:1rem 0}
.tile{font:inherit;text-align:left;background:var(--card);color:var(--text);border:1px solid var(--rule);border-left:6px solid var(--tone);border-radius:12px;padding:.5rem 1rem;display:flex;align-items:center;gap:.8rem}
.tile:enabled{cursor:pointer}.tile:enabled:hover{border-color:var(--tone)}.tile[aria-pressed=true]{background:var(--tone-bg);border-color:var(--tone)}
.tile b{font-size:1.9rem;line-height:1.1;font-variant-numeric:tabular-nums;white-space:nowrap}.tile span{color:var(--quiet);font-size:.92rem;line-height:1.3}
.mistakes{list-style:none;margin:.3rem 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(25rem,100%),1fr));column-gap:1.6rem}
.mistake{display:grid;grid-template-columns:4.6rem minmax(0,1fr);grid-auto-rows:min-content;gap:.1rem .9rem;padding:.7rem 0;border-top:1px solid var(--rule)}
.mistake .how{grid-row:1/5}.mistake .how b{display:block;font-size:1.4rem;line-height:1.2;font-variant-numeric:tabular-nums}.mistake .how span{color:var(--quiet);font-size:.85rem}
.mistake .bar{height:6px;border-radius:3px;background:var(--none-bg);margin-top:.4rem;overflow:hidden}.mistake .bar i{display:block;height:100%;background:var(--tone)}
.mistake h3{margin:0;display:flex;gap:.6rem;flex-wrap:wrap;align-items:center}
.aloud{margin:.3rem 0;padding:.4rem .8rem;border-left:4px solid var(--link);background:var(--none-bg);border-radius:0 8px 8px 0}
.aloud b{color:var(--quiet);font-size:.82rem;font-weight:600;margin-right:.5rem}
.mistake .quiet{margin:0}
.bar-of-tools{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.8rem 0}
.bar-of-tools label{display:grid;gap:.15rem;font-size:.85rem;color:var(--quiet)}
.bar-of-tools input,.bar-of-tools select,.standing button{font:inherit;font-size:.95rem;padding:.35rem .7rem;min-height:2.3rem;border:1px solid var(--quiet);border-radius:8px;background:var(--card);color:var(--text)}.standing button{cursor:pointer}
.bar-of-tools output{color:var(--quiet);font-size:.9rem;padding-bottom:.4rem}
html:not(.scripted) .needs-script,.on-paper{display:none}
.grid-box{position:relative;overflow:auto;max-height:min(85vh,60rem);border:1px solid var(--rule);border-radius:10px;margin:.5rem 0}
table.grid{border-collapse:separate;border-spacing:0;font-size:.86rem;line-height:1.3;table-layout:fixed}
table.grid th,table.grid td{border:0;border-bottom:1px solid var(--rule);padding:.3rem .4rem;vertical-align:middle;background:var(--card)}
table.grid thead th,table.grid thead td{position:sticky;z-index:2;color:var(--quiet);font-weight:600}
table.grid .chapters>*{top:0;height:1.8rem;white-space:nowrap}table.grid .headings>*{top:1.8rem;height:2.7rem}table.grid .sums>*{top:4.5rem;height:1.8rem;white-space:nowrap;font-variant-numeric:tabular-nums;box-shadow:0 1px 0 var(--rule)}
table.grid .headings.one>*{top:0}
table.grid .who{position:sticky;left:0;z-index:1;text-align:left;font-weight:600;box-shadow:1px 0 0 var(--rule)}table.grid .id{color:var(--quiet);font-weight:400}
table.grid thead .who{z-index:3}
table.grid .num{text-align:right;font-variant-numeric:tabular-nums}table.grid .since{font-variant-numeric:tabular-nums}
table.grid small{display:block;color:var(--quiet);font-size:.75rem}
table.grid .headings>*{font-size:.8rem;line-height:1.2;padding:.2rem .3rem;overflow-wrap:normal}table.grid .badge{white-space:normal;border-radius:.8rem;font-size:.74rem;line-height:1.25;padding:.05rem .35rem}table.grid td.result{padding-inline:.25rem}
table.grid .at div{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
table.grid thead button{font:inherit;color:inherit;background:none;border:0;padding:.1rem;cursor:pointer;font-weight:600;text-align:inherit}
table.grid thead [aria-sort=ascending] button::after{content:" ▲";content:" ▲" / ""}table.grid thead [aria-sort=descending] button::after{content:" ▼";content:" ▼" / ""}
table.grid .group{border-left:1px solid var(--rule);text-align:left}
table.grid .c{text-align:center;padding:.2rem 0}
table.grid tbody td.c{font-size:0;white-space:nowrap}table.grid td.c::before{display:block;line-height:1.3;color:var(--tone);font-size:.92rem;font-weight:700}${signs}
table.grid td.c.bad,table.grid td.c.wait,table.grid td.c.tool{background:var(--tone-bg)}
table.grid td.c.here{box-shadow:inset 0 0 0 2px var(--tone)}
table.grid tbody tr:hover>*{background-image:linear-gradient(var(--hover),var(--hover))}:root{--hover:#8888881a}
table.grid tr[hidden]{display:none}
.keys-of,.signs{column-gap:2rem;margin:.6rem 0;padding-left:0;list-style:none;font-size:.9rem}.keys-of{columns:22rem auto}.signs{columns:26rem auto}
.keys-of li,.signs li{break-inside:avoid;padding:.1rem 0;display:flex}.keys-of b{flex:none;width:2.2rem;color:var(--quiet);font-variant-numeric:tabular-nums}.signs b{flex:none;width:1.6rem;color:var(--tone)}.signs strong{margin-right:.3rem}
.times{max-width:60rem;table-layout:fixed}.times th:first-child{width:55%}.times tfoot>tr>*{border-top:2px solid var(--rule)}
@media (max-width:640px){.tiles{grid-template-columns:1fr 1fr}.tile{padding:.5rem .7rem;gap:.6rem}.mistake{grid-template-columns:1fr}.mistake .how{grid-row:auto;display:flex;gap:.6rem;align-items:baseline}.mistake .bar{flex:1}table.grid col:first-child{width:5rem!important}.times th:first-child{width:40%}}
@media print{@page{size:A4 landscape;margin:10mm}.on-paper:not(:empty){display:block;font-weight:600}.tile{border-color:var(--rule)}.tile[aria-pressed=true]{border:2px solid var(--tone)}.grid-box{overflow:visible;max-height:none;border:0}table.grid{min-width:0!important;font-size:7.5pt}table.grid col{width:auto!important}table.grid col.who{width:7%!important}table.grid col.result{width:9%!important}table.grid col.num{width:5%!important}table.grid col.at{width:14%!important}table.grid col.since{width:6%!important}table.grid thead th,table.grid thead td,table.grid .headings>*{font-size:7pt;overflow-wrap:normal}table.grid th,table.grid td{position:static!important;height:auto!important;padding:1.5px 2px;box-shadow:none}table.grid .at div{display:block}table.grid td.c::before,table.grid .badge,table.grid small{font-size:7pt}table.grid .num{white-space:nowrap}table.grid .badge{padding:0 .25em}table.grid td.c.here{outline:1.5px solid var(--tone);outline-offset:-1.5px}table.grid tr,.mistake{break-inside:avoid}}
`;
