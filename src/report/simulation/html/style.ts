/** The style sheet of the report: light and dark, wide and narrow, without anything from outside. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--card:#f7f8fa;--line:#d8dce3;--text:#1a1f29;--faint:#5b6473;--good:#1a7f4b;--bad:#c2293a;
--ready:#2e9e68;--running:#4b8bf0;--waiting:#e3b341;--trouble:#d43d4f;--terminating:#9a6fd0;--done:#9fb3ad;--promise:#c2293a;--total:#7a8496;--step:#1f5fbf}
@media (prefers-color-scheme:dark){:root{--bg:#12161d;--card:#1a202a;--line:#333c4a;--text:#e6eaf0;--faint:#98a3b5;--good:#4cc38a;--bad:#ff7180;
--ready:#37a871;--running:#5b97f5;--waiting:#d9a934;--trouble:#f0596b;--terminating:#a983dd;--done:#5d716b;--promise:#ff7180;--total:#8b96a8;--step:#6ea4f5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1240px;padding:16px 20px 60px;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
h1{font-size:22px;margin:8px 0 2px}h2{font-size:18px;margin:34px 0 10px}h3{font-size:16px;margin:0 0 8px;overflow-wrap:anywhere}
p{margin:4px 0}.faint{color:var(--faint)}code,.mono,table.events td{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:13px}
.badge{display:inline-block;padding:1px 9px;border-radius:10px;border:1px solid currentColor;font-size:13px;font-weight:600;vertical-align:1px}
.good{color:var(--good)}.bad{color:var(--bad)}
section.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:14px 16px;margin:0 0 14px}table+section.card,ul+section.card{margin-top:14px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 16px;margin:0}dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--faint);font-weight:500;font-size:13px;white-space:nowrap}td.narrow{white-space:nowrap;overflow-wrap:normal}
table.events{table-layout:fixed}table.events th:nth-child(-n+2){width:84px}tr.step td{font-weight:700}tr.warning td:last-child{color:var(--bad)}tr.trouble td:first-child{font-weight:600}tr.trouble .narrow{color:var(--bad)}.what-if td:first-child{width:32%}tr.folded td{color:var(--faint)}
.scroll{overflow-x:auto}svg{display:block;width:100%;min-width:720px;height:auto;margin-top:10px}
svg text{fill:var(--text);font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
.grid line{stroke:var(--line);stroke-width:.6}.grid text,.axis text,.lane text,.sum text{fill:var(--faint)}.axis line{stroke:var(--faint);stroke-width:.8}
.break{fill:none;stroke:var(--text);stroke-width:1.3}svg .group{font-weight:600;paint-order:stroke;stroke:var(--card);stroke-width:5px;stroke-linejoin:round}
.area{fill:var(--ready);opacity:.14}.curve{fill:none;stroke-width:1.8;stroke-linejoin:round}
.curve.all{stroke:var(--terminating);stroke-width:1.2;stroke-dasharray:2 2}.curve.total{stroke:var(--total)}.curve.ready{stroke:var(--running);stroke-width:1.6;stroke-dasharray:5 2}
.curve.available{stroke:var(--ready);stroke-width:2.4}.curve.promised{stroke:var(--promise);stroke-width:1.4;stroke-dasharray:7 4}
.shortfall{fill:var(--bad);opacity:.16}.hit{fill:transparent}.cursor{stroke:var(--text);stroke-width:.8;stroke-dasharray:3 3}
.pod{stroke:var(--bg);stroke-width:.5}.sum .pod{stroke:none}.pod.ready{fill:var(--ready)}.pod.running{fill:var(--running)}.pod.waiting{fill:var(--waiting)}
.pod.trouble{fill:var(--trouble)}.pod.terminating{fill:var(--terminating)}.pod.done{fill:var(--done)}.end{fill:var(--faint)}
.step line{stroke:var(--step);stroke-width:1;opacity:.55}.step rect{fill:var(--step)}svg .step text{fill:var(--bg);font-weight:700}.warn{fill:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:6px 0 12px;padding:0;list-style:none;font-size:13px;color:var(--faint)}
.legend svg{display:inline-block;width:22px;min-width:0;height:11px;margin:0 5px 0 0;vertical-align:-1px}
pre{margin:4px 0;overflow-x:auto;font:inherit;font-weight:400}details{margin:10px 0}summary{cursor:pointer;font-weight:600}ul,ol{margin:4px 0;padding-left:26px}li{overflow-wrap:anywhere}
input{width:min(320px,100%);margin:8px 0;padding:6px 10px;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:inherit;font:inherit}
#at{position:sticky;bottom:8px;width:max-content;max-width:100%;margin:6px 0;padding:4px 12px;border:1px solid var(--line);border-radius:6px;background:var(--card);font-size:13px}
#at:empty,.js{display:none}.scripted .js{display:block}
@media (max-width:640px){body{padding:10px 12px 50px;font-size:14px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:7px}section.card{padding:12px}td,th{padding-right:8px}table.stack thead{display:none}
table.stack td,table.stack.what-if td:first-child{display:block;width:auto;border:0;padding:1px 0}table.stack tr{display:block;border-bottom:1px solid var(--line);padding:6px 0}table.stack td[data-head]::before{content:attr(data-head) " ";color:var(--faint)}}
@media print{section.card{break-inside:avoid}.js{display:none}}
`;

/** Only comfort: a line under the pointer with the counts of its moment, and a filter for events. */
export const SCRIPT = `
(function(){
document.documentElement.classList.add("scripted");
var at=document.getElementById("at"),filter=document.getElementById("filter");
function title(node){var found=node.querySelector("title");return found?found.textContent:"";}
document.querySelectorAll(".scroll svg").forEach(function(svg){
var cursor=svg.querySelector(".cursor");
svg.addEventListener("pointermove",function(event){
var box=svg.getBoundingClientRect(),x=(event.clientX-box.left)/box.width*svg.viewBox.baseVal.width;
cursor.setAttribute("x1",x);cursor.setAttribute("x2",x);
var text=title(event.target);
if(!text){var hits=svg.querySelectorAll(".hit");for(var i=0;i<hits.length;i++){var from=+hits[i].getAttribute("x");if(from<=x&&x<=from+ +hits[i].getAttribute("width"))text=title(hits[i]);}}
at.textContent=text;
});
svg.addEventListener("pointerleave",function(){cursor.setAttribute("x1",-9);cursor.setAttribute("x2",-9);at.textContent="";});
});
if(filter)filter.addEventListener("input",function(){
var word=filter.value.toLowerCase();
document.querySelectorAll("table.events tbody tr").forEach(function(row){row.hidden=word!==""&&row.textContent.toLowerCase().indexOf(word)<0;});
});
})();
`;
