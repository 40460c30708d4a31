/** The look of the pages: light and dark, on a screen, a phone and A4. Contrast is AA or better in both. */

export const style = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1c2128;--quiet:#57606a;--rule:#d8dee4;--link:#0a58ca;--focus:#0a58ca;
--good:#116329;--good-bg:#dafbe1;--bad:#a40e26;--bad-bg:#ffebe9;--wait:#7a4b00;--wait-bg:#fff4d6;--tool:#5b2a9d;--tool-bg:#f1e8fd;--none:#57606a;--none-bg:#eef1f4;
--metric:#0067a3;--threshold:#a84100;--load:#e69f00;--alarm:#a40e26;--alarm-text:#fff;--ok:#d7ecdf;--ok-text:#123d21;--moment:#4c2889;--c0:#56b4e9;--c1:#1f2328;--c2:#b34700;--c3:#4c2889;--grid:#e3e7ec;--tip:#fff}
@media (prefers-color-scheme:dark){:root{--page:#0f141a;--card:#171d25;--text:#e6eaef;--quiet:#a3adb8;--rule:#323b46;--link:#7cb7ff;--focus:#7cb7ff;
--good:#7ee2a0;--good-bg:#12351f;--bad:#ffa8a3;--bad-bg:#45171b;--wait:#f4cf7d;--wait-bg:#3b2d0c;--tool:#d3b7ff;--tool-bg:#2f2148;--none:#b3bcc6;--none-bg:#262e38;
--metric:#6cc1ff;--threshold:#ff9d5c;--load:#e69f00;--alarm:#b3243b;--alarm-text:#fff;--ok:#1f4a30;--ok-text:#d6f5e0;--moment:#b794f6;--c0:#2f7fb0;--c1:#f0f3f6;--c2:#ff9d5c;--c3:#c9a8ff;--grid:#2a323c;--tip:#202833}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.6 system-ui,-apple-system,"Noto Sans KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",sans-serif;overflow-wrap:anywhere;word-break:keep-all;-webkit-text-size-adjust:100%}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px;top:0;background:var(--card);padding:.5rem 1rem;z-index:9}
.skip:focus{left:1rem}
.wrap{max-width:1080px;margin:0 auto;padding:0 1rem}
header.top{padding:1.5rem 0 .5rem}
.line{display:flex;justify-content:space-between;gap:1rem;align-items:baseline;color:var(--quiet);font-size:.95rem}
h1{font-size:clamp(1.6rem,5vw,2.3rem);line-height:1.25;margin:.3rem 0 1rem}
h2{font-size:1.35rem;line-height:1.3;margin:0}
h3{font-size:1.02rem;margin:1.6rem 0 .6rem;line-height:1.4}
p{margin:.4rem 0}
.card{background:var(--card);border:1px solid var(--rule);border-radius:14px;padding:1.25rem;margin:1rem 0}
.verdict{display:flex;gap:1rem;align-items:center;border-left:8px solid currentColor}
.verdict .words{color:var(--text);min-width:0}
.verdict strong{font-size:1.35rem;line-height:1.3;display:block}
.verdict .mark{font-size:1.5rem;width:3rem;height:3rem}
.mark{flex:none;display:inline-grid;place-items:center;width:1.6rem;height:1.6rem;border-radius:50%;font-weight:700;font-size:.9rem;line-height:1;background:var(--tone-bg);color:var(--tone);border:1.5px solid currentColor}
.good{--tone:var(--good);--tone-bg:var(--good-bg)}.bad{--tone:var(--bad);--tone-bg:var(--bad-bg)}.wait{--tone:var(--wait);--tone-bg:var(--wait-bg)}.tool{--tone:var(--tool);--tone-bg:var(--tool-bg)}.none{--tone:var(--none);--tone-bg:var(--none-bg)}
.verdict{color:var(--tone)}
.badge{display:inline-block;background:var(--tone-bg);color:var(--tone);border:1px solid currentColor;border-radius:99px;padding:.05rem .65rem;font-size:.85rem;font-weight:600;white-space:nowrap}
.notice{background:var(--wait-bg);color:var(--wait);border:1px solid currentColor;border-radius:10px;padding:.6rem 1rem;margin:1rem 0}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(200px,45%),1fr));gap:.8rem 1.5rem;margin:0}
.facts dt{color:var(--quiet);font-size:.85rem}.facts dd{margin:0;font-weight:500}
.head{display:flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:center;margin-bottom:.4rem}
.head .count{color:var(--quiet);font-size:.95rem}
ol.steps{list-style:none;margin:0;padding:0}
.step{display:grid;grid-template-columns:auto minmax(0,1fr) auto;gap:.1rem .8rem;padding:.7rem 0;border-top:1px solid var(--rule)}
.step .name{font-weight:600}.step .expects{color:var(--quiet);font-size:.95rem}
.step .seen{white-space:pre-line}
.step .said{text-align:right;font-size:.9rem;color:var(--quiet);white-space:nowrap}
.step .more{grid-column:2/-1;margin-top:.3rem}
.block{background:var(--none-bg);border-radius:8px;padding:.6rem .8rem;margin:.4rem 0;font-size:.95rem}
.block.failed{background:var(--tone-bg);border-left:4px solid var(--tone)}.block h3{margin-top:.2rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.2rem 0;font:inherit}
details{margin:.4rem 0}summary{cursor:pointer;color:var(--link);padding:.15rem 0}
details pre{font:13px/1.5 ui-monospace,"Noto Sans Mono CJK KR",monospace;max-height:30rem;overflow:auto}
.hint{margin:.4rem 0;padding:.5rem .8rem;border-left:4px solid var(--wait);background:var(--wait-bg);border-radius:0 8px 8px 0;font-size:.95rem}
.hint b,.tag{color:var(--quiet);font-weight:600;font-size:.85rem;margin-right:.4rem}.hint b{color:var(--wait)}
.findings{display:grid;grid-template-columns:minmax(7rem,auto) minmax(0,1fr);gap:.3rem 1rem;margin:.6rem 0}
.findings dt{color:var(--quiet);font-size:.9rem}.findings dd{margin:0}
.chain{display:flex;flex-wrap:wrap;gap:.35rem;list-style:none;margin:.8rem 0;padding:0;counter-reset:link}
.chain li{counter-increment:link;border:1px solid var(--rule);border-radius:8px;padding:.15rem .6rem;font-size:.88rem;color:var(--quiet)}
.chain li::before{content:counter(link) " "}.chain li.broken{background:var(--bad-bg);color:var(--bad);border:2px solid currentColor;font-weight:700}.chain li.whole{color:var(--good);border-color:currentColor}
table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-top:1px solid var(--rule);vertical-align:top}caption{text-align:left}thead th{border-top:0;color:var(--quiet);font-size:.85rem}td.time,th.time{white-space:nowrap;font-variant-numeric:tabular-nums}
ul.plain{padding-left:1.2rem;margin:.4rem 0}
footer{color:var(--quiet);font-size:.88rem;padding:1rem 0 3rem}
figure.chart{margin:1rem 0;position:relative}
.still{overflow-x:auto}.still svg{display:block;width:100%;min-width:680px;height:auto}
.stage{position:relative}
.live{display:none;position:relative;touch-action:pan-y;cursor:crosshair;user-select:none}
.plots{display:block;max-width:100%}
.tools{display:none;gap:.4rem;flex-wrap:wrap;align-items:center;margin:.5rem 0 0}
.tools button{font:inherit;font-size:.88rem;padding:.25rem .8rem;min-height:2rem;border:1px solid var(--rule);border-radius:8px;background:var(--card);color:var(--text);cursor:pointer}
.tools button:hover{border-color:var(--link)}
figcaption{color:var(--quiet);font-size:.88rem}.keys,.keys .touch{display:none}@media (hover:none){.keys .touch{display:inline}.keys .mouse{display:none}}
.readout{position:absolute;z-index:3;background:var(--tip);border:1px solid var(--rule);border-radius:8px;padding:.5rem .7rem;font-size:.82rem;line-height:1.45;pointer-events:none;box-shadow:0 4px 14px #0003;max-width:min(19rem,92%)}
.readout[hidden],.cursor[hidden],.selection[hidden]{display:none}
.readout dl{display:grid;grid-template-columns:auto auto;gap:0 .8rem;margin:.2rem 0 0}.readout dt{color:var(--quiet)}.readout dd{margin:0;text-align:right;font-weight:600;font-variant-numeric:tabular-nums}
.cursor{position:absolute;width:0;border-left:1.5px solid var(--text);pointer-events:none}
.selection{position:absolute;background:var(--link);opacity:.18;pointer-events:none}
svg text{font-family:inherit;font-size:12px;fill:var(--text)}svg .quiet{fill:var(--quiet)}svg .caption{font-size:12.5px;font-weight:600}
svg .label{fill:var(--text)}svg .grid{stroke:var(--grid)}svg .axis{stroke:var(--quiet);fill:none}svg .plot{fill:none;stroke:var(--grid)}
svg .load{fill:var(--load)}svg .shade{fill:var(--load);opacity:.13}svg .metric{stroke:var(--metric);stroke-width:2;fill:none}svg .dot{fill:var(--metric)}
svg .threshold{stroke:var(--threshold);stroke-width:1.5;stroke-dasharray:7 4}svg .t1{stroke-dasharray:2 3}svg .on-line{font-size:11px;fill:var(--threshold);paint-order:stroke;stroke:var(--card);stroke-width:3px}
svg .count{fill:none;stroke-width:1.8}svg .c0{stroke:var(--c0);stroke-width:5}svg .c1{stroke:var(--c1)}svg .c2{stroke:var(--c2);stroke-dasharray:6 4}svg .c3{stroke:var(--c3);stroke-dasharray:2 3}
svg .band{fill:var(--none-bg)}svg .band.ALARM{fill:var(--alarm)}svg .band.OK{fill:var(--ok);stroke:#5b8f6d}svg .band.INSUFFICIENT_DATA{fill:var(--card);stroke:var(--quiet);stroke-dasharray:4 3}
svg .state{font-size:11px}svg .state.ALARM{fill:var(--alarm-text);font-weight:700}svg .state.OK{fill:var(--ok-text)}svg .state.INSUFFICIENT_DATA{fill:var(--quiet)}
svg .moment circle{fill:var(--moment);stroke:var(--card)}svg .moment text{fill:var(--card);font-size:11px;font-weight:700}svg .moment-line{stroke:var(--moment);stroke-dasharray:3 3;opacity:.7}
@media screen{.scripted .still{display:none}.scripted .live{display:block}.scripted .tools{display:flex}.scripted .keys{display:block}}
@media (max-width:640px){.card{padding:1rem .9rem;border-radius:12px}.wrap{padding:0 .7rem}.step{grid-template-columns:auto minmax(0,1fr)}.step .said{grid-column:2;text-align:left;white-space:normal}.step .more{grid-column:1/-1}.findings{grid-template-columns:1fr}.findings dd{margin-bottom:.4rem}.verdict strong{font-size:1.15rem}}
@media print{@page{size:A4;margin:14mm}:root{color-scheme:light;--page:#fff;--card:#fff;--text:#1c2128;--quiet:#4a525b;--rule:#c8ced5;--link:#1c2128;--good:#116329;--good-bg:#fff;--bad:#a40e26;--bad-bg:#fff;--wait:#7a4b00;--wait-bg:#fff;--tool:#5b2a9d;--tool-bg:#fff;--none:#57606a;--none-bg:#fff;--metric:#0067a3;--threshold:#a84100;--alarm:#a40e26;--ok:#d7ecdf;--ok-text:#123d21;--moment:#4c2889;--c0:#56b4e9;--c1:#1f2328;--c2:#b34700;--c3:#4c2889;--grid:#e3e7ec}
body{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}.skip,.no-print,.live,.tools,.readout{display:none!important}.wrap{max-width:none;padding:0}.card{border-radius:6px;padding:.8rem}
.still svg{min-width:0}.step,figure.chart,.verdict,.diagnosis{break-inside:avoid}h2,h3{break-after:avoid}details pre{max-height:none}details::details-content{content-visibility:visible;block-size:auto}}
`;
