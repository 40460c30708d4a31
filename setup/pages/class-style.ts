/** The look of the class page, beside that of all pages: a wide table whose head and names stay in sight. */

export const classStyle = `
.wide{max-width:1720px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.8rem;margin:1rem 0}
.tile{background:var(--card);border:1px solid var(--rule);border-left:6px solid var(--tone);border-radius:12px;padding:.7rem 1rem;display:flex;align-items:center;gap:.8rem}
.tile b{font-size:1.9rem;line-height:1.1;font-variant-numeric:tabular-nums;color:var(--text)}.tile span{color:var(--quiet);font-size:.92rem;line-height:1.3}
.mistakes{list-style:none;margin:.5rem 0 0;padding:0;counter-reset:rank}
.mistake{display:grid;grid-template-columns:5.5rem minmax(0,1fr);gap:.2rem 1.1rem;padding:.9rem 0;border-top:1px solid var(--rule)}
.mistake:first-child{border-top:0}
.mistake .how{grid-row:1/5}.mistake .how b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}.mistake .how span{color:var(--quiet);font-size:.85rem}
.mistake .bar{height:6px;border-radius:3px;background:var(--none-bg);margin-top:.4rem;overflow:hidden}.mistake .bar i{display:block;height:100%;background:var(--tone)}
.mistake h3{margin:0;display:flex;gap:.6rem;flex-wrap:wrap;align-items:center}
.aloud{margin:.3rem 0;padding:.5rem .9rem;border-left:4px solid var(--link);background:var(--none-bg);border-radius:0 8px 8px 0}
.aloud b{display:block;color:var(--quiet);font-size:.82rem;font-weight:600}
.mistake .quiet{color:var(--quiet);font-size:.9rem;margin:0}
.bar-of-tools{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.8rem 0}
.bar-of-tools label{display:grid;gap:.15rem;font-size:.85rem;color:var(--quiet)}
.bar-of-tools input,.bar-of-tools select,.refresh button{font:inherit;font-size:.95rem;padding:.35rem .7rem;min-height:2.3rem;border:1px solid var(--quiet);border-radius:8px;background:var(--card);color:var(--text)}
.bar-of-tools output{color:var(--quiet);font-size:.9rem;padding-bottom:.4rem}
.needs-script{display:none}.scripted .needs-script{display:flex}
.refresh{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center}.refresh button{cursor:pointer}.refresh button.needs-script{display:none}.scripted .refresh button.needs-script{display:inline-block}
.grid-box{overflow:auto;max-height:min(85vh,60rem);border:1px solid var(--rule);border-radius:10px;margin:.5rem 0}
table.grid{border-collapse:separate;border-spacing:0;font-size:.86rem;line-height:1.3;table-layout:fixed}
table.grid th,table.grid td{border:0;border-bottom:1px solid var(--rule);padding:.35rem .5rem;vertical-align:middle;background:var(--card)}
table.grid thead th,table.grid thead td{position:sticky;z-index:2;color:var(--quiet);font-weight:600;white-space:nowrap}
table.grid thead tr:first-child>*{top:0;height:2rem}table.grid thead tr:last-child th{top:2rem;box-shadow:0 1px 0 var(--rule)}
table.grid thead tr.one th{top:0}
table.grid .who{position:sticky;left:0;z-index:1;text-align:left;font-weight:600;box-shadow:1px 0 0 var(--rule)}
table.grid thead .who{z-index:3}
table.grid .nowrap{white-space:nowrap}table.grid .num{text-align:right;font-variant-numeric:tabular-nums}
table.grid thead button{font:inherit;color:inherit;background:none;border:0;padding:.1rem;cursor:pointer;font-weight:600}
table.grid thead [aria-sort=ascending] button::after{content:" ▲"}table.grid thead [aria-sort=descending] button::after{content:" ▼"}
table.grid .group{border-left:1px solid var(--rule);text-align:left}
table.grid td.c,table.grid th.c{text-align:center;padding:.22rem .1rem}
table.grid td.c{color:var(--quiet);font-size:.7rem;white-space:nowrap}table.grid td.c b{display:block;color:var(--tone);font-size:.95rem;line-height:1.05}
table.grid td.c.bad,table.grid td.c.wait,table.grid td.c.tool{background:var(--tone-bg);color:var(--tone);font-weight:600}
table.grid td.c.here{box-shadow:inset 0 0 0 2px currentColor}
table.grid td.c.none{color:var(--quiet)}
table.grid tbody tr:hover>*{background-image:linear-gradient(var(--hover),var(--hover))}:root{--hover:#8888881a}
table.grid tr[hidden]{display:none}
.keys-of{columns:22rem auto;column-gap:2rem;margin:.6rem 0;padding-left:0;list-style:none;font-size:.9rem}.keys-of li{break-inside:avoid;padding:.1rem 0}.keys-of b{display:inline-block;min-width:2.4rem;color:var(--quiet);font-variant-numeric:tabular-nums}
.signs{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;padding:0;margin:.6rem 0;font-size:.88rem}.signs b{color:var(--tone);margin-right:.3rem}
@media (max-width:640px){.mistake{grid-template-columns:1fr}.mistake .how{grid-row:auto;display:flex;gap:.6rem;align-items:baseline}.mistake .bar{flex:1}table.grid col:first-child{width:7rem!important}}
@media print{@page{size:A4 landscape}.grid-box{overflow:visible;max-height:none;border:0}table.grid{width:100%!important;table-layout:auto;font-size:6.5pt}table.grid col{width:auto!important}table.grid th,table.grid td{position:static!important;padding:1px 2px;box-shadow:none}table.grid td.c,table.grid th.c{font-size:5pt}table.grid td.c b{font-size:6.5pt}table.grid .badge{font-size:inherit;padding:0 .5em}table.grid tr,.mistake{break-inside:avoid}.refresh,.bar-of-tools{display:none!important}}
`;
