const LIGHT = `--bg:#fafaf8;--surface:#fff;--ink:#1c2127;--muted:#56606b;--line:#dcdfe3;--grid:#e8eaed;--accent:#1d5bb5;
--red:#a82216;--amber:#855200;--green:#17663a;--band:#f6d9d3;--tint:#f2f3f4;--low:#fbf0d9;--middle:#fae0c6;--high:#f8d2cc`
const DARK = `--bg:#15181c;--surface:#1c2025;--ink:#e6e8eb;--muted:#a4adb7;--line:#363d45;--grid:#2a3037;--accent:#86b4ff;
--red:#ff9d92;--amber:#f0c46c;--green:#80d8a3;--band:#4a2824;--tint:#242930;--low:#3b3318;--middle:#4a311b;--high:#5a2722`
const DRAWINGS = `.grid2{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16.5rem),1fr));gap:1.1rem 1.6rem}
figure{margin:0;min-width:0}
figcaption{font-size:.9rem;margin-bottom:.15rem}
.grid2 figcaption{min-height:3em;display:flex;flex-wrap:wrap;align-content:flex-end;gap:0 .4em}
.plot{display:block;width:100%;height:auto;font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.plot text{fill:var(--ink)}
.plot .tick{fill:var(--muted);font-size:11px}
.plot .grid{stroke:var(--grid);stroke-width:1}
.plot .band{fill:var(--band)}
.plot .series{fill:none;stroke:var(--accent);stroke-width:1.6;stroke-linejoin:round}
.mark path{fill:var(--muted)}
.mark .when{fill:var(--muted);font-variant-numeric:tabular-nums}
.mark.change path{fill:var(--accent)}
.mark.first-symptom path,.mark.incident path{fill:var(--red)}
.mark.first-symptom text{font-weight:650}
.mark.first-symptom .when{fill:var(--red)}
.mark.symptom path,.mark.alert path{fill:var(--amber)}
.mark.recovery path{fill:var(--green)}
.mark.propagation path{fill:var(--surface);stroke:var(--amber);stroke-width:2}
.narrow{display:none}
.wide .plot,.narrow .plot{font-size:11px}
.plot.graph{width:auto;max-width:none;margin:0}
.node{fill:var(--surface);stroke:var(--muted);stroke-width:1}
.name{font-weight:600;font-size:13px}
.plot .blame-low .tick,.plot .blame-middle .tick,.plot .blame-high .tick{fill:var(--ink)}
.blame-low .node{fill:var(--low);stroke:var(--amber)}
.blame-middle .node{fill:var(--middle);stroke:var(--amber);stroke-width:2}
.blame-high .node{fill:var(--high);stroke:var(--red);stroke-width:2.5}
.ring{fill:none;stroke:var(--ink);stroke-width:1.3;stroke-dasharray:4 3}
.edge{fill:none;stroke:var(--muted);stroke-width:1.1}
.edge.anomalous{stroke:var(--red);stroke-width:2}
.edge.head{fill:var(--muted);stroke:none}
.edge.head.anomalous{fill:var(--red);stroke:none}`

/** The style of the page: system fonts, dark and light, from 360 pixels to print. Every text has a contrast of 4.5 or more. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
.page{max-width:78rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
h1{font-size:1.7rem;line-height:1.25;margin:.35rem 0 .5rem;letter-spacing:-.012em;max-width:34em;text-wrap:balance}
h2{font-size:1.12rem;margin:2.4rem 0 .7rem;padding-top:.8rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.2rem 0 .35rem}
h4{font-size:.94rem;margin:1rem 0 .3rem}
p{margin:.4rem 0;max-width:46rem}
ul,ol{margin:.4rem 0;padding-left:1.3rem}
li{margin:.25rem 0;max-width:46rem}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre,.mono{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{background:var(--tint);border-radius:3px;padding:.08em .3em;white-space:pre-wrap}
pre{background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.65rem .8rem;margin:.5rem 0;overflow:auto;white-space:pre-wrap;max-width:60rem}
pre code{background:none;padding:0;user-select:all;-webkit-user-select:all}
.muted,.note,.facts,footer{color:var(--muted)}
.note{font-size:.86rem;margin:.15rem 0 0}
.ref{font-size:.82rem;font-variant-numeric:tabular-nums;text-decoration:none;border:1px solid var(--line);border-radius:3px;padding:0 .28em;margin:0 .1em;white-space:nowrap}
.ref:hover{border-color:var(--accent)}
.badges{display:flex;flex-wrap:wrap;gap:.4rem .6rem;align-items:center;font-size:.9rem}
.badge{border:1.5px solid currentColor;border-radius:4px;padding:.06rem .5rem;font-weight:650}
.P1,.P2,.bad{color:var(--red)}
.P3,.warn{color:var(--amber)}
.P4,.good{color:var(--green)}
.where{font-size:1.02rem;margin:.1rem 0 .6rem}
.where code{font-size:.95em}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.2rem 1.6rem;margin:.9rem 0 0;font-size:.89rem}
.facts div{min-width:0}
.facts dt{font-weight:600}
.facts dd{margin:0;color:var(--ink)}
.meter{display:block;height:5px;border-radius:3px;background:var(--grid);margin:.35rem 0;max-width:11rem;overflow:hidden}
.meter svg{display:block;width:100%;height:5px}
.meter rect{fill:var(--accent)}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.15rem 1rem;font-size:.9rem}
nav li{margin:0}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
nav{margin-top:1.2rem;border-top:1px solid var(--line);padding-top:.7rem}
.steps{list-style:none;padding:0;counter-reset:step}
.steps>li{counter-increment:step;position:relative;padding:.1rem 0 .8rem 2.5rem;max-width:62rem}
.steps>li::before{content:counter(step);position:absolute;left:0;top:.1rem;width:1.7rem;height:1.7rem;border:1.5px solid var(--ink);border-radius:50%;text-align:center;line-height:1.55rem;font-weight:650;font-size:.9rem}
.steps h3{margin:0 0 .1rem;line-height:1.7rem}
.steps dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.4rem 0 0;max-width:46rem}
.steps dt{color:var(--muted)}
.steps dd{margin:0}
.quotes{list-style:none;padding:0}
.quotes>li{border-left:3px solid var(--line);padding:.05rem 0 .05rem .8rem;margin:.65rem 0;max-width:62rem}
.quotes blockquote{margin:.15rem 0 0;white-space:pre-wrap}
.place{font-weight:600}
${DRAWINGS}
.scroll{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;font-size:.91rem;width:100%}
th,td{text-align:left;vertical-align:top;padding:.34rem .9rem .34rem 0;border-bottom:1px solid var(--grid)}
thead th{color:var(--muted);font-weight:600;border-bottom-color:var(--line);white-space:nowrap}
tbody th{font-weight:600}
td:last-child{padding-right:0}
td p{margin:0}
#evidence tbody tr:target{background:var(--low)}
#evidence td code{background:none;padding:0}
#evidence tbody th{white-space:nowrap}
details{border:1px solid var(--line);border-radius:6px;padding:.45rem .8rem;margin:.6rem 0;background:var(--surface)}
summary{cursor:pointer;font-weight:600}
details[open]>summary{margin-bottom:.4rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem;font-size:.86rem}
.skip{position:absolute;left:-100vw}
.skip:focus{position:static}
@media (max-width:640px){.page{padding:1rem .9rem 3rem}
h1{font-size:1.32rem}
.wide{display:none}
.narrow{display:block}
.steps>li{padding-left:0}
.steps>li::before{position:static;display:inline-block;margin-right:.5rem}
.steps h3{display:inline}
.steps dl{display:block}
.steps dt{margin-top:.3rem}
table,tbody,tr,td,tbody th{display:block;width:100%}
thead{position:absolute;left:-200vw}
tr{padding:.4rem 0;border-bottom:1px solid var(--line)}
th,td{border:0;padding:.08rem 0}
td[data-title]:not([data-title=""])::before{content:attr(data-title) ": ";color:var(--muted)}
td:has(>span:empty){display:none}}
@media print{:root{--bg:#fff;--surface:#fff;--ink:#000;--muted:#444;--line:#bbb;--grid:#ddd;--accent:#14427f}
body{font-size:10.5pt}
.page{max-width:none;padding:0}
nav,.skip{display:none}
figure,.steps>li,tr,.quotes>li{break-inside:avoid}
h2,h3{break-after:avoid}
details::details-content{content-visibility:visible;height:auto}
pre,.scroll{overflow:visible}
.plot.graph{max-width:100%;height:auto}}
`

/** The style of the drawings alone, for whatever is in an element of the class `plots` in another page; the same in every other way. */
export const PLOT_STYLE = `.plots{${LIGHT}}
@media (prefers-color-scheme:dark){.plots{${DARK}}}
.plots{
.note{font-size:.86rem;margin:.15rem 0 0}
.muted,.note{color:var(--muted)}
${DRAWINGS}
@media (max-width:640px){.wide{display:none}
.narrow{display:block}}}
`
