// Built from frontend/src: make frontend
"use strict";(()=>{var k=(e,t,n)=>`${e.toLocaleString("en")} ${e===1?t:n}`,D=(e,t=" \xB7 ")=>e.filter(Boolean).join(t),bn=e=>`${e.charAt(0).
toUpperCase()}${e.slice(1)}`,K=e=>`\u2068${String(e).replace(/[\u2066-\u2069]/g,"")}\u2069`,Mt=e=>/^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.
test(e),Xe=e=>String(e??"").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,""),ge=e=>e.replace(/([a-z])([A-Z])/g,
(t,n,o)=>`${n} ${o.toLowerCase()}`),wn=e=>/^https?:\/\//i.test(e??"");function Gr(e){let t=e.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu,"-").replace(/^-+|-+$/g,"").toLowerCase();if(t.length<=
120)return t;let n=t.lastIndexOf("-",120);return t.slice(0,n>0?n:120)}var f=e=>document.getElementById(e),X=e=>f(e),yn=e=>f(e),he=e=>e.contains(document.activeElement);function m(e,t={},...n){
let o=document.createElement(e);for(let[r,s]of Object.entries(t))s==null||s===!1||o.setAttribute(r,s===!0?"":String(s));
return o.append(...el(n)),o}var el=e=>e.filter(t=>t!=null&&t!==!1);function Ve(e,t){for(let[n,o]of Object.entries(t))e.addEventListener(
n,o);return e}function T(e,t,...n){return Ve(m("button",{type:"button",...e},...n),{click:t})}function U(e,t,...n){let o=document.
createElementNS("http://www.w3.org/2000/svg",e);for(let[r,s]of Object.entries(t))o.setAttribute(r,String(s));return o.append(
...n),o}var w=(e,t="span",n={})=>m(t,{dir:"auto",...n},String(e));function ve(e,t){return wn(t)?w(e,"a",{href:t,rel:"noo\
pener noreferrer",target:"_blank"}):w(e)}var Q=e=>m("h3",{},e);var To=(e,t)=>Math.max(Math.min(e.right,t.right)-Math.max(e.left,t.left),0)*Math.max(Math.min(e.bottom,t.bottom)-Math.max(
e.top,t.top),0),Oo=(e,t)=>e.left<t.right&&t.left<e.right&&e.top<t.bottom&&t.top<e.bottom,No=(e,t)=>e.left>=t.left&&e.right<=
t.right&&e.top>=t.top&&e.bottom<=t.bottom,lt=(e,t)=>!t.some(n=>Oo(e,n)),Se=(e,t,n,o)=>({left:e-n/2,right:e+n/2,top:t-o/2,
bottom:t+o/2}),Xt=()=>({left:1/0,right:-1/0,top:1/0,bottom:-1/0});function je(e,t,n,o,r){e.left=Math.min(e.left,t),e.top=
Math.min(e.top,n),e.right=Math.max(e.right,o),e.bottom=Math.max(e.bottom,r)}function Vr(e,t){switch(e){case"square":return[
[-t,-t],[t,-t],[t,t],[-t,t]];case"diamond":return[[0,-t],[t,0],[0,t],[-t,0]];case"triangle":return Lo(3,t*1.15,-90,.275*
t);case"triangleDown":return Lo(3,t*1.15,90,-.275*t);case"hexagon":return Lo(6,t,0,0);case"star":return Array.from({length:10},
(n,o)=>{let r=t*(o%2?.5:1.3);return[Math.sin(o*Math.PI/5)*r,-Math.cos(o*Math.PI/5)*r]});default:return null}}function Lo(e,t,n,o){
return Array.from({length:e},(r,s)=>{let i=(n+s*360/e)*Math.PI/180;return[t*Math.cos(i),t*Math.sin(i)+o]})}var be=e=>e.things.length+e.edges.length;function Wr({shared:e,edges:t,isOnMap:n}){let o=new Map,r=(i,a,c,d)=>{let[p,u]=i<
a?[i,a]:[a,i],g=`arc ${p} ${u}`,x=o.get(g)??{id:g,from:p,to:u,things:[],edges:[]};x[c].push(d),o.set(g,x)},s=tl(t,n);for(let{
id:i}of e){let a=[...s.get(i)??[]].sort();a.forEach((c,d)=>{for(let p of a.slice(d+1))r(c,p,"things",i)})}for(let i of t)
i.from!==i.to&&n(i.from)&&n(i.to)&&r(i.from,i.to,"edges",i.id);return o}function tl(e,t){let n=new Map,o=(r,s)=>{t(s)&&n.
set(r,(n.get(r)??new Set).add(s))};for(let r of e)o(r.from,r.to),o(r.to,r.from);return n}function _r(e){let t=new Map;for(let n of e)
for(let o of[n.from,n.to])t.set(o,(t.get(o)??0)+be(n));return t}var zr=e=>Math.max(1,...[...e].map(be));function Kr(e){let t=[
...e].map(be).sort((n,o)=>o-n);return t.length>40?Math.min(t[40]+1,t[0]):1}function jr(e,t){let n=e.findIndex(a=>a[1]>=t);
if(n<=0)return e[n<0?e.length-1:0][0];let[[o,r],[s,i]]=[e[n-1],e[n]];return o+(s-o)*(t-r)/Math.max(i-r,1e-9)}function Ur(e,t,n){
let o=(t[1]+n[1])/2-12,r=jr(e,o),[s,i]=[r-n[0],t[0]+r],a=n[1]+(t[1]-n[1])*(s/Math.max(s+i,1))-12;return{x:jr(e,a),y:a}}function xn(e){
return e.map(t=>{let[n,o]=[0,0],r=[];for(let s=0;s<t.length;s+=2)n+=t[s],o+=t[s+1],r.push([n/2,o/2]);return r})}function Je(e){return!e||!/^\d{4}-\d\d-\d\d$/.test(e)||Number.isNaN(Date.parse(e))?null:new Date(e).toISOString().startsWith(
e)?e:null}var Lt=e=>Math.round(Date.parse(e)/864e5),ct=e=>new Date(e*864e5).toISOString().slice(0,10),Tt=(e,t)=>!t||!e||
e.some(([n,o])=>(!n||n<=t)&&(!o||t<=o));function Yr({nodes:e,edges:t}){let n={at:qr([...e,...t],"held"),known:qr([...e,...t],
"known")},o=Co(e).sort(),r=[...n.at,...n.known,...o].sort();if(!r.length)return null;let s=o[0]??r[0];return{changes:n,first:Lt(
`${s.slice(0,4)}-01-01`),last:Lt(`${r.at(-1).slice(0,4)}-12-31`)}}function qr(e,t){let n=r=>t==="known"?r.versions??[]:[],
o=e.flatMap(r=>[...r[t]??[],...n(r).map(({first:s,last:i})=>[s,i])].flatMap(([s,i])=>[Je(s),Je(i)&&ct(Lt(i)+1)]));return[
...new Set(o.filter(r=>r!==null))].sort()}var $o=e=>["Dialogue","Event"].includes(e.kind);function Co(e){return e.filter(
t=>$o(t)&&!t.planned&&/^\d{4}/.test(t.start??"")).map(t=>Je(t.start)??`${t.start.slice(0,4)}-07-01`)}function Zr({changes:e,
first:t,last:n},o,r,s){let i=r??ct(n);return(s?e[o].find(c=>c>i):e[o].findLast(c=>c<i))??ct(s?n:t)}var vn=e=>new Date(e).
toLocaleDateString("en-GB",{day:"numeric",month:"long",year:"numeric",timeZone:"UTC"});function Do({at:e,known:t}){return e&&
t?`what held on ${vn(e)}, by sources published by ${vn(t)}`:e?`what held on ${vn(e)}`:t?`what had been published by ${vn(
t)}`:""}function Xr(e){let t=Do(e);if(!t)return"Move a slider to see what held on a day, or what had been published by a\
 day.";let n=e.at&&(e.known?" (ends and dates as known today)":", as far as is known today");return`Shown: ${t}${n||""}.`}
function dt({start:e,end:t}){return e&&t?e===t?e:`${e} \u2013 ${t}`:e==="undated"?e:e?`since ${e}`:t?`until ${t}`:""}var Qe=(e,t)=>t?Tt(e.known,t):!e.former,nl=new Set(["first","last"]),Jr=e=>Object.fromEntries(Object.entries(e).filter(([
t])=>!nl.has(t)));function Qr(e){let t=new Set((e.versions??[]).flatMap(n=>Object.keys(Jr(n))));return Object.fromEntries(
Object.entries(e).filter(([n])=>t.has(n)))}function es({versions:e=[]},t){let n=t?e.find(({first:o,last:r})=>Tt([[o,r]],
t)):void 0;return n?Jr(n):{}}var ts=({sources:e},t)=>Object.entries(e).filter(([,{known:n}])=>Tt(n,t)),ns=({notes:e},t)=>e.
filter(n=>Qe(n,t)).map(({text:n})=>n),Sn=({nodes:e,edges:t})=>[...e,...t].some(({known:n})=>n!==void 0);var y,G,Oe,$,te,mt,ne,kn,oe,Be,L,O,Mn;function os(e){y=e;for(let t of[y.sources,y.flags])Object.setPrototypeOf(t,null);G=
e.nodes.map(t=>Object.assign(t,{defaultLabel:t.label})),Oe=e.edges,rs=new Map([...G,...Oe].map(t=>[t,Qr(t)])),ne=new Map(
G.map(t=>[t.id,t])),kn=new Map(Oe.map(t=>[t.id,t])),oe=new Map(e.kinds.map(t=>[t.kind,t])),Ao(null,""),L=e.communities,O=
L.length>0,Mn=new Set((e.map?.crossing??[]).map(([t,n])=>`arc ${t} ${n}`))}var rs;function Ao(e,t){En("");for(let n of[...G,
...Oe])n.versions&&Object.assign(n,rs.get(n),es(n,e));for(let n of G)n.versions&&(n.defaultLabel=n.label);$=G.filter(n=>Qe(
n,e)),te=Oe.filter(n=>Qe(n,e)),mt=ts(y,e),Be=new Map($.map(n=>[n.id,[]]));for(let n of te)for(let o of new Set([n.from,n.
to]))Be.get(o)?.push(n);En(t)}function En(e){for(let t of G)t.label=t.labels[e]??t.defaultLabel}var h=e=>ne.get(e),P=e=>kn.
get(e),q=e=>Be.get(e)??[],re=e=>!!e.true,Ln=e=>e.filter(t=>Be.has(t)).map(t=>h(t).label),Tn=e=>Ln(L[e].hubs).join(", ")||
`Community ${e+1}`;var l={view:"network",selected:null,hovered:null,hiddenKinds:new Set,hiddenRelations:new Set,inferredHidden:!1,thinned:!0,
strength:null,strengthAtFirst:null,language:"",singleKeys:!0,opened:null,pointed:null,centred:null,near:null,days:{at:null,
known:null},span:null,path:{from:null,to:null,routes:[],at:0},movedByHand:!1,before:null,home:null,moving:!1,cursor:null};function ss(e,t,n,o){let r=rl(e),s=sl(n,t,r);if(!s.has(t)||t===n)return[];let i=[[t]];for(let c=s.get(t)-1;c>=0;c-=1)i=i.
flatMap(d=>[...r.get(d.at(-1)).keys()].filter(p=>s.get(p)===c).sort((p,u)=>o(p)<o(u)?-1:1).map(p=>[...d,p])).slice(0,50);
let a=(c,d)=>[...r.get(c).get(d)].sort(ol);return i.map(c=>c.slice(1).map((d,p)=>({from:c[p],to:d,edges:a(c[p],d)})))}var ol=(e,t)=>Number(
e.inferred)-Number(t.inferred)||(e.label<t.label?-1:1);function rl(e){let t=new Map;for(let n of e)for(let[o,r]of[[n.from,
n.to],[n.to,n.from]]){let s=t.get(o)??new Map;t.set(o,s.set(r,(s.get(r)??new Set).add(n)))}return t}function sl(e,t,n){let o=new Map(
[[e,0]]);for(let r=[e];r.length&&!o.has(t);){let s=[];for(let i of r)for(let a of n.get(i)?.keys()??[])o.has(a)||(o.set(
a,o.get(i)+1),s.push(a));r=s}return o}function is(e,t,n){let o=new Set([t]);for(let r=0;r<n;r+=1){let s=new Set(o);for(let i of e)
s.has(i.from)&&o.add(i.to),s.has(i.to)&&o.add(i.from)}return o}var as=e=>Tt(e.held,l.days.at)&&Qe(e,l.days.known),Po=e=>!l.hiddenKinds.has(e.kind)&&as(e),ls=e=>!l.hiddenRelations.has(
e.relation)&&!(l.inferredHidden&&e.inferred)&&as(e)&&Po(h(e.from))&&Po(h(e.to)),_=e=>Po(e)&&(!l.near||l.near.has(e.id)),
B=e=>ls(e)&&_(h(e.from))&&_(h(e.to)),se=()=>$.filter(_),ie=()=>te.filter(B);function cs(){let{centred:e}=l;l.near=e&&is(
te.filter(ls),e.id,e.steps)}function On(e,t){l.hiddenKinds.clear(),l.hiddenRelations.clear();for(let n of e)l.hiddenKinds.
add(n);for(let n of t)l.hiddenRelations.add(n)}var il=["Sessions","Frameworks","Commitments"],F=new Map,al=e=>il.includes(y.columns[e.column]);function Nn(){O&&l.view!==
"map"||(F=ms(se(),ie()),l.strengthAtFirst??=Kr(ms(G.filter(ds),Oe.filter(ds)).values()),l.strength??=l.strengthAtFirst)}
var ds=e=>Qe(e,null),ms=(e,t)=>Wr({shared:e.filter(al),edges:t,isOnMap:n=>re(h(n))}),Jt=e=>F.get(e),$n=()=>zr(F.values()),
Cn=e=>be(e)>=(l.strength??0);var pt=(e,t)=>l.selected?.type===e&&l.selected.id===t,Ne=()=>l.selected?.type==="path"&&!(l.path.from&&l.path.to),Ot=()=>l.
path.routes[l.path.at]??[];function ft(){return[...[l.path.from,l.path.to].filter(t=>t!==null),...Ot().flatMap(t=>[t.from,
t.to])]}var Dn=e=>y.answer.rows[Number(e)],ut=e=>Dn(e).nodes.filter(t=>_(h(t))),An=e=>Dn(e).edges.map(P).filter(B);function gt({
type:e,id:t}){if(e==="node")return[t];if(e==="path")return ft();if(e==="row")return ut(t);let{from:n,to:o}=e==="arc"?Jt(
t):P(t);return[n,o]}function ps({type:e,id:t}){if(e==="node")return h(t).label;if(e==="row")return`row ${Number(t)+1}`;if(e===
"path"){let{from:s,to:i}=l.path,a=(c,d)=>d&&`${c} ${K(h(d).label)}`;return D(["shortest path",a("from",s),a("to",i)]," ")}
let{from:n,to:o}=e==="arc"?Jt(t):P(t),r=[n,e==="edge"&&P(t).label,o];return D(r.map(s=>s&&K(ne.get(s)?.label??s))," \u2013 ")}
function fs({type:e,id:t}){return e==="row"?!0:e==="node"?_(h(t)):e==="edge"?B(P(t)):F.has(t)}function us(e,t,n,o){let r=Array(e).fill(0),s=Array(e).fill(0),i=new Map;for(let c of t)r[c.community]+=1;for(let c of n){
let[d,p]=[o(c.from),o(c.to)],[u,g]=[Math.min(d,p),Math.max(d,p)];u===g?s[u]+=1:i.set(u*e+g,(i.get(u*e+g)??0)+1)}let a=Array.
from({length:e},()=>[]);for(let[c,d]of i){let[p,u]=[Math.floor(c/e),c%e];a[p].push({at:u,count:d}),a[u].push({at:p,count:d})}
for(let c of a)c.sort((d,p)=>p.count-d.count||d.at-p.at);return{members:r,within:s,neighbours:a,pairs:i.size,strong:ll(a),
most:Math.max(1,...i.values())}}function ll(e){let t=e.length>30?2:3,n=new Map;return e.forEach((o,r)=>{for(let{at:s,count:i}of o.
slice(0,t))n.set(`${Math.min(r,s)} ${Math.max(r,s)}`,{a:r,b:s,count:i})}),[...n.values()]}function gs(e,{x:t,y:n}){let[o,
r]=[2*t/Math.max(e.wide,1),2*n/Math.max(e.high,1)],s=e.r*.94;return{x:e.x+s*o*Math.sqrt(1-r*r/2),y:e.y+s*r*Math.sqrt(1-o*
o/2)}}function Io(e,{x:t,y:n}){let o=e.findIndex(r=>Math.hypot(r.x-t,r.y-n)<=r.r);return o<0?null:o}function hs(e,t){return t?
new Map(e.map((n,o)=>[n,{x:o*190,y:o%2?46:-46}])):new Map(e.map((n,o)=>{let r=104*Math.sqrt(o),s=o*2.399963;return[n,{x:Math.
round(1.25*r*Math.cos(s)),y:Math.round(.8*r*Math.sin(s))}]}))}var cl=260;function*bs({names:e,allNames:t,things:n,radius:o,
pointed:r,measure:s,shorten:i}){let a=k(n,"thing","things"),c=d=>2*Math.sqrt(Math.max(o**2-(d/2)**2,0))-6;for(let[d,p]of[
[3,a],[2,a],[1,a],[1,""]]){let u=r?cl:c(d*15+(p?15:3)),g=e.slice(0,d).map(x=>i(x,u));(r||g.every((x,v)=>dl(x,e[v],t)))&&
(yield{rows:g,count:p})}yield{rows:[],count:s(a)<=c(15)?a:n.toLocaleString("en")}}function dl(e,t,n){if(e===t)return!0;let o=e.
slice(0,-1);return o.length>3&&n.filter(r=>r.startsWith(o)).length===1}var ml=2e3,we={key:"",list:[],ids:new Set,edges:[],places:null},Fo=!1,We=()=>O?we.list:$,Ho=()=>O?we.edges:te,A=()=>O&&l.
view!=="map"&&we.list.length===0,Pn=e=>!O||l.view==="map"||we.ids.has(e.id),In=e=>Pn(h(e.from))&&Pn(h(e.to)),et=()=>Ho().
filter(B);function Ro(){return l.near&&l.near.size<=ml?l.near:null}function pl(){let{selected:e,view:t}=l;return!e||Ne()||
t==="layers"?[]:e.type==="path"?ft():e.type==="row"?ut(e.id):e.type==="edge"?[P(e.id).from,P(e.id).to]:[]}function fl(){
if(l.view==="map")return{name:"map",list:$.filter(re)};let[e,t]=[pl(),Ro()];return e.some(o=>h(o).community!==l.opened)&&
!(t&&e.every(o=>t.has(o)))?{name:"chosen",list:[...new Set(e)].map(h),inLine:l.selected?.type!=="row"}:t&&l.view!=="laye\
rs"?{name:"near",list:[...t].map(h)}:l.opened===null?{name:"",list:[]}:{name:`open ${l.opened}`,list:$.filter(o=>o.community===
l.opened)}}function Bn(){if(!O)return!1;let{name:e,list:t,inLine:n=!1}=fl(),o=`${l.days.known} ${e}`,r=t.length===we.list.
length&&t.every((c,d)=>c===we.list[d]);if(o===we.key&&r)return!1;let s=new Set(t.map(c=>c.id)),i=l.view!=="map"&&t.some(
c=>c.community!==t[0].community),a=c=>s.has(c.from)&&s.has(c.to);return we={key:o,list:t,ids:s,edges:l.view==="map"?[]:[
...new Set(t.flatMap(c=>q(c.id)))].filter(a),places:i?hs([...s],n):null},Fo=!0,!0}var Fn=()=>Fo;function ws(){Fo=!1}var Bo=null;
function Ee(){return Bo??=us(L.length,se(),ie(),e=>h(e).community),Bo}function ys(){Bo=null}var Vo=e=>q(e).filter(t=>B(t)&&In(t));function ee(e=l.hovered??(Ne()?null:l.selected)){if(!e)return null;let t={nodes:new Set,
edges:new Set,arcs:new Set};if(e.type==="arc")return F.has(e.id)?xs(t,F.get(e.id)):null;if(e.type==="path"){for(let n of ft())
t.nodes.add(n);for(let n of Ot())for(let o of n.edges)t.edges.add(o.id)}else if(e.type==="row"){for(let n of ut(e.id))t.
nodes.add(n);for(let n of An(e.id))Go(t,n)}else if(e.type==="node"){t.nodes.add(e.id);for(let n of Vo(e.id))Go(t,n)}else
Go(t,P(e.id));if(l.view==="map")for(let n of F.values())ul(n,e,t)&&xs(t,n);return t}function Go({nodes:e,edges:t},n){t.add(
n.id),e.add(n.from).add(n.to)}function xs(e,t){return e.arcs.add(t.id),e.nodes.add(t.from).add(t.to),e}function ul({from:e,
to:t,things:n,edges:o},{type:r,id:s},i){return r==="path"||r==="row"?i.nodes.has(e)&&i.nodes.has(t):r==="edge"?o.includes(
s):re(h(s))?e===s||t===s:n.includes(s)}var M=document.documentElement,ht=matchMedia("screen and (prefers-color-scheme: dark)"),H=matchMedia("(max-width: 760px)"),
Nt=matchMedia("(min-width: 2400px)"),Qt=matchMedia("(prefers-reduced-motion: reduce)");var jo=new Map;function V(e,t){jo.set(e,[...jo.get(e)??[],t])}function j(e){for(let t of jo.get(e)??[])t()}var Hn=118,Wo=1e3,gl=/\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\-–—/\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+[-–—/]*|[-–—/]+/gu;
function Fe(e,t,n){if(e.length<=Wo&&n(e)<=t)return e;let o=[...e.slice(0,Wo)],r=a=>`${o.slice(0,a).join("").trimEnd()}\u2026`,
[s,i]=[1,o.length+1];for(;i-s>1;){let a=s+i>>1;n(r(a))<=t?s=a:i=a}return r(s)}function vs(e,t){let n=[],o="";for(let s of e.
trim().slice(0,Wo).match(gl)??[]){if(/^\s/.test(s)){o=" ";continue}let i=n.length?`${n.at(-1)}${o}${s}`:s;n.length&&t(i)<=
Hn?n[n.length-1]=i:n.push(s),o=""}let r=n.slice(0,3);return n.length>3&&(r[2]=`${r[2]}\u2026`),hl(r.map(s=>Fe(s,Hn*1.4,t)),
t)}function Ss(e,t,n){let o=Fe(e.trim().replace(/\s+/g," "),t,n);return{rows:o?[o]:[],width:n(o)}}var hl=(e,t)=>({rows:e,
width:Math.max(0,...e.map(t))});function Es(e,t,n){let o=[""];for(let r of e.split(/\s+/)){let s=o.at(-1),i=s?`${s} ${r}`:
r;s&&n(i)>t?o.push(Fe(r,t,n)):o[o.length-1]=Fe(i,t,n)}return o}function bl({x:e,y:t,size:n},o,r,s,i){let{unit:a,wide:c,high:d,
spot:p}=ks(e,t,o,r,s),u=n+Math.max(4/s,3*a),[g,x,v]=[u+c/2,u+d/2,c/3];return i?[p(g,0,11.5*a)]:[[0,x],[0,-x],[g,0],[-g,0],
[v,x],[-v,x],[v,-x],[-v,-x]].map(([N,Te])=>p(N,Te))}function wl({x:e,y:t,size:n},o,r,s){let{wide:i,high:a,spot:c}=ks(e,t,
o,r,s);return[18,30,42,54].flatMap(d=>Array.from({length:24},(p,u)=>{let[g,x]=[Math.cos(u*Math.PI/12),Math.sin(u*Math.PI/
12)],v=n+d/s,E=Math.sign(Math.round(g*2))*i/2,N=Math.sign(Math.round(x*2))*a/2,Te=[e+g*n,t+x*n,e+g*v,t+x*v];return{...c(
g*v+E,x*v+N),lead:Te}}))}function ks(e,t,{rows:n,width:o},r,s){let i=r/12/s,[a,c]=[o*i,n.length*14*i];return{unit:i,wide:a,
high:c,spot:(p,u,g=c-2*i)=>({x:e+p,y:t+u-c/2,unit:i,px:r/s,box:Se(e+p,t+u,a+5*i,g),rows:n})}}function yl([e,t,n,o],r,s,i){
return[.1,.3,.5,.7,.9].every(a=>{let c=Se(e+(n-e)*a,t+(o-t)*a,4/i,4/i);return s.every(d=>d===r||!Oo(c,d))})}function Ms(e,t){
let n=[];for(let o of e){let r=xl(o,t);r&&(t.taken.push(r.box),n.push({...r,id:o.id,bold:o.bold}))}return n}function xl({
symbol:e,always:t,mayBeDistant:n,textAt:o},r){let{scale:s,sizes:i,least:a,layered:c,edge:d,taken:p,faded:u}=r,g=d&&No(e,
d)?d:null,x=({box:C})=>lt(C,p)&&(!g||No(C,g)),v=C=>x(C)&&lt(C.box,u),E=({box:C})=>p.reduce((ue,Ze)=>ue+To(C,Ze),0)+(g?(C.
right-C.left)*(C.bottom-C.top)-To(C,g):0),N=i.flatMap(C=>bl(e,o(C),C,s,c)),Te=()=>n?wl(e,o(a),a,s).find(C=>v(C)&&yl(C.lead,
e,p,s)):void 0,kt=()=>N.reduce((C,ue)=>E(ue)<E(C)?ue:C);return N.find(v)??Te()??N.find(x)??(t?kt():null)}var vl=8,Rn=e=>e.from<e.to?`${e.from}
${e.to}`:`${e.to}
${e.from}`,_o=e=>e.edges.find(t=>!t.inferred),Ls=e=>_o(e)??e.edges[0];function Ts(e,t){let n=Sl(e,t),{thick:o,representedBy:r}=El(
n);if(!t.thinned||e.length<=t.crowd)return{drawn:new Set(e.filter(d=>!r.has(d.id)).map(d=>d.id)),bundled:o,thick:o,representedBy:r};
let s=new Map,i=new Set,a=new Map;for(let c of kl(n,e,t.many)){let{from:d,to:p}=c.edges[0];if(c.rank>0&&d!==p&&Ml(s,d,p,
t.steps))continue;let u=Ls(c);i.add(u.id),a.set(u.id,c.edges.length),s.set(d,(s.get(d)??new Set).add(p)),s.set(p,(s.get(
p)??new Set).add(d))}return{drawn:i,bundled:a,thick:o,representedBy:r}}function Sl(e,{rankOf:t}){let n=new Map;for(let o of e){
let r=Rn(o),s=n.get(r)??{key:r,rank:t(o),edges:[]};s.edges.push(o),n.set(r,s)}return[...n.values()]}function El(e){let t=new Map,
n=new Map;for(let o of e.filter(({edges:r})=>r.length>vl)){let r=Ls(o);t.set(r.id,o.edges.length);for(let s of o.edges)s!==
r&&n.set(s.id,r.id)}return{thick:t,representedBy:n}}function kl(e,t,n){let o=new Map;for(let s of t)for(let i of[s.from,
s.to])o.set(i,(o.get(i)??0)+1);return e.map(s=>({...s,rank:s.edges.length>=n?0:s.rank,degree:o.get(s.edges[0].from)+o.get(
s.edges[0].to)})).sort((s,i)=>s.rank-i.rank||i.edges.length-s.edges.length||i.degree-s.degree||+!_o(s)-+!_o(i)||(s.key<i.
key?-1:1))}function Ml(e,t,n,o){let r=new Set([t]),s=[t];for(let i=0;i<o;i+=1)if(s=s.flatMap(a=>[...e.get(a)??[]]).filter(
a=>!r.has(a)&&r.add(a)),r.has(n))return!0;return!1}function Os(e,t,n){let o=[...n.values()].reduce((s,i)=>s+i,0);if(e-n.
size+o<t)return`${e} of ${t} relations drawn`;let r=o?`; ${k(n.size,"thick line stands","thick lines stand")} for ${o}`:
"";return`All ${t} relations drawn${r}`}var zo=null,Ko=null;function de(){let{crowd:e,many:t,steps:n}=y;return zo??=Ts(et(),{thinned:l.thinned,crowd:e,many:t,steps:n,
rankOf:Ll}),zo}function Gn(){zo=null}var Uo=e=>Math.abs(h(e.from).column-h(e.to).column),Ll=e=>l.view==="layers"?Math.max(
Uo(e)-1,0):e.rank;function Vn(e){Ko=e}function jn({id:e}){let{drawn:t,representedBy:n}=de();return t.has(e)||!!(Ko?.has(
e)&&!Ko.has(n.get(e)??""))}var Wn=(e,t)=>Os(e,t,de().thick);var _n=e=>[parseInt(e.slice(1,3),16),parseInt(e.slice(3,5),16),parseInt(e.slice(5,7),16)];function z(e,t,n){let o=_n(t);
return`#${_n(e).map((s,i)=>Math.round(s+(o[i]-s)*n)).map(s=>s.toString(16).padStart(2,"0")).join("")}`}var Tl=e=>document.getElementById(e)?.textContent??"",Ns=()=>"DecompressionStream"in globalThis;async function qo(e){let t=Uint8Array.
from(atob(Tl(e)),n=>n.charCodeAt(0));return new Response(new Blob([t]).stream().pipeThrough(new DecompressionStream("gzi\
p"))).text()}async function en(e){let t=await qo(e),n=document.createElement("script");n.textContent=t,document.head.append(
n)}var tt,$t,ke,Me,I=null,S=()=>I;function $s(){tt=new vis.DataSet,$t=new vis.DataSet,ke=new vis.DataView(tt,{filter:Ol}),Me=
new vis.DataView($t,{filter:Nl})}function Ol(e){if(e.edgePoint)return l.view==="map";let t=h(e.id);return _(t)&&Pn(t)&&(l.
view!=="map"||re(t))}function Nl(e){if(e.arc||l.view==="map")return!!e.arc&&l.view==="map";let t=P(e.id);return B(t)&&In(
t)&&jn(t)}function Cs(){return I=new vis.Network(f("canvas"),{nodes:ke,edges:Me},{physics:!1,layout:{improvedLayout:!1,randomSeed:1},
autoResize:!0,interaction:{hover:!0,selectConnectedEdges:!1,hoverConnectedEdges:!1,keyboard:!1,zoomSpeed:.7},nodes:{chosen:!1},
edges:{chosen:!1,selfReference:{size:16}}}),I}var _e=()=>f("canvas").querySelector(".vis-network"),He=(e,t)=>S().body.edges[e]?.
edgeType?.getPoint?.(t);var nt=["network","layers","map"];var Ds=e=>D([e.from,e.relation,e.to,e.through]," ");function As(e,t){let n=new URLSearchParams;e.view!=="network"&&n.set(
"view",e.view),e.selected&&$l(n,e.selected,t),e.search&&n.set("search",e.search);for(let o of e.hiddenKinds.toSorted())n.
append("hide",o);for(let o of e.hiddenRelations.toSorted())n.append("without",o);if(e.inferredHidden&&n.set("inferred","\
no"),e.thinned||n.set("lines","all"),e.strength!==null&&n.set("links",String(e.strength)),e.language&&n.set("names",e.language),
e.singleKeys||n.set("keys","off"),e.opened!==null&&n.set("open",e.opened),e.centred&&(n.set("around",e.centred.id),e.centred.
steps!==1&&n.set("steps",String(e.centred.steps))),e.at&&n.set("at",e.at),e.known&&n.set("known-by",e.known),e.eye){let{
x:o,y:r,scale:s}=e.eye;n.set("eye",[o.toFixed(0),r.toFixed(0),s.toFixed(3)].join(","))}return n}function $l(e,t,n){t.type===
"path"?(e.set("from",t.from),t.to&&e.set("to",t.to),t.at&&e.set("path",String(t.at+1))):t.type==="row"?e.set("row",String(
t.row+1)):e.set(t.type,t.type==="edge"?Ds(n(t.id)):t.id)}var Cl=2e4,Dl=200,Ps=e=>new URLSearchParams(e.length>Cl?"":e.replace(
/^#/,""));function Yo(e){let t=Ps(e);return{at:Je(t.get("at")),known:Je(t.get("known-by"))}}function Is(e,t){let n=Ps(e),
o=(c,d)=>n.getAll(c).filter(p=>d.has(p)),r=c=>Bs(n,c,t.hadNode),s=Number(n.get("links")),i=r("around"),a=n.get("names")??
"";return{view:nt.find(c=>c===n.get("view"))??"network",selected:Al(n,t),search:(n.get("search")??"").slice(0,Dl),hiddenKinds:o(
"hide",t.kinds),hiddenRelations:o("without",t.relations),inferredHidden:n.get("inferred")==="no",thinned:n.get("lines")!==
"all",strength:Number.isInteger(s)&&s>0?Math.min(s,1e6):null,language:t.languages.has(a)?a:"",singleKeys:n.get("keys")!==
"off",opened:r("open"),centred:i===null?null:{id:i,steps:n.get("steps")==="2"?2:1},...Yo(e),eye:Pl(n.get("eye")??"")}}function Bs(e,t,n){
let o=e.get(t);return o!==null&&n(o)?o:null}function Al(e,t){let n=d=>Bs(e,d,t.hasNode),[o,r]=[n("from"),n("node")],s=e.
get("edge"),i=s&&t.edges.find(d=>Ds(d)===s),a=Number(e.get("row"))-1,c=e.get("arc");return o?{type:"path",from:o,to:n("t\
o"),at:Math.max(Number(e.get("path"))-1||0,0)}:r?{type:"node",id:r}:i?{type:"edge",id:i.id}:Number.isInteger(a)&&a>=0&&a<
t.rows?{type:"row",row:a}:c?{type:"arc",id:c}:null}function Pl(e){let[t,n,o,...r]=e.split(",").map(Number);return![t,n,o].
every(i=>Number.isFinite(i))||r.length||!o||o<=0?null:{x:t,y:n,scale:Math.min(Math.max(o,.02),50)}}var zn=()=>H.matches?"small":"wide",Ct=e=>gs(L[e.community],e);function Dt(e){return l.view==="layers"?{x:e.layer[0],y:e.
layer[1]}:l.view==="map"&&re(e)?{x:e[zn()][0],y:e[zn()][1]}:A()?Ct(e):we.places?.get(e.id)??{x:e.x,y:e.y}}function Fs(e,{
x:t,y:n}){l.view==="layers"?e.layer=[t,n]:l.view==="map"&&re(e)?e[zn()]=[t,n]:Object.assign(we.places?.get(e.id)??e,{x:t,
y:n})}function Y(e){return l.view==="layers"?e.kind==="Country"?8.5:e.kind==="Official"?4.5:6:l.view==="map"?y.map.discs[zn()]-
(H.matches?5:4):e.size}function le(){return O?We().filter(_):l.view==="map"?se().filter(re):se()}var Le=()=>O?le().filter(
e=>S().body.nodes[e.id]):le(),Hs=e=>[...new Set(e.map(t=>t.column))].sort((t,n)=>t-n),Rs=()=>Hs(We());function bt(){let[
e,t]=[...new Set(We().map(n=>n.layer[0]))].sort((n,o)=>n-o);return t===void 0?220:t-e}var Zo=()=>Hs(O?G.filter(e=>e.community===
l.opened):G),At=()=>nt.filter(e=>e==="network"||(e==="layers"?Zo().length>1:y.map));var b={paper:"",ink:"",soft:"",accent:"",sea:"",land:"",edge:"",onDisc:"",font:""},Pt=document.createElement("canvas").getContext(
"2d");function Xo(){M.dataset.theme=ht.matches?"dark":"light";let e=getComputedStyle(M),t=n=>e.getPropertyValue(n).trim();
Object.assign(b,{paper:t("--paper"),ink:t("--ink"),soft:t("--soft"),accent:t("--accent"),sea:t("--sea"),land:t("--land"),
edge:t("--edge"),onDisc:t("--on-disc"),font:getComputedStyle(document.body).fontFamily})}function Il(e){return Pt.fillStyle=
"#000000",Pt.fillStyle=e,/^#[0-9a-f]{6}$/.test(Pt.fillStyle)?Pt.fillStyle:null}function Vs(){for(let e of[...G,...Oe]){let t=e.
paint?Il(e.paint):null;t?e.paint=t:delete e.paint}}var Z=e=>oe.get(e)[ht.matches?"dark":"light"],It=e=>e.paint??Z(e.kind);
function js(e){let t=h(h(e.to).kind==="Country"?e.from:e.to);return e.paint??z(It(t),b.edge,.45)}var ye=(e,t)=>`${e?620:
450} ${t}px ${b.font}`,Gs="",$e=e=>t=>(Gs!==e&&(Pt.font=e,Gs=e),Pt.measureText(t).width);var Ce=null,Jo=null,Qo=e=>e==="Country"?2.6:1.4;function Bl(){let e=document.createElement("canvas").getContext("webgl2",
{failIfMajorPerformanceCaveat:!0});if(!e)return!1;let t=e.getExtension("WEBGL_debug_renderer_info"),n=String(e.getParameter(
t?t.UNMASKED_RENDERER_WEBGL:e.RENDERER));return e.getExtension("WEBGL_lose_context")?.loseContext(),!/swiftshader|llvmpipe|softpipe|software|basic render/i.
test(n)}async function Ws(){if(!O)return;if(!Bl()){M.dataset.backdrop="canvas",I?.redraw();return}await en("graphology"),
await en("sigma");let e=new graphology.Graph({type:"directed"});for(let n of G){let{x:o,y:r}=Ct(n),s=n.kind==="Country"?
3.2:1.7;e.addNode(n.id,{x:o,y:-r,size:s,color:Z(n.kind),hidden:!_(n)})}let t=m("div",{id:"backdrop","aria-hidden":"true"});
f("canvas").before(t),Ce=new Sigma(e,t,{renderLabels:!1,renderEdgeLabels:!1,stagePadding:0,allowInvalidContainer:!0,zoomToSizeRatioFunction:()=>1}),
Ce.setCustomBBox({x:[-1e3,1e3],y:[-1e3,1e3]}),Ce.refresh(),M.dataset.backdrop="webgl",I?.redraw()}function _s(){Jo=null,
Ce&&(Ce.getGraph().updateEachNodeAttributes((e,t)=>{let n=h(e);return{...t,hidden:!_(n),color:Z(n.kind)}}),Ce.refresh())}
function Fl(e,t,n){let o={cameraState:{x:.5,y:.5,ratio:1,angle:0}},[r,s]=[e.graphToViewport({x:0,y:0},o),e.graphToViewport(
{x:1,y:0},o)],{x:i,y:a}=e.viewportToFramedGraph(e.graphToViewport({x:t.x,y:-t.y}));e.getCamera().setState({x:i,y:a,ratio:(s.
x-r.x)/n})}function zs(e){if(Ce){Fl(Ce,S().getViewPosition(),S().getScale());return}if(M.dataset.backdrop==="canvas"){Jo??=
Hl();for(let[t,n]of Jo)e.fillStyle=Z(t),e.fill(n)}}function Hl(){let e=new Map;for(let t of $.filter(_)){let{x:n,y:o}=Ct(
t),r=e.get(t.kind)??new Path2D,s=Qo(t.kind);r.moveTo(n+s,o),r.arc(n,o,s,0,2*Math.PI),e.set(t.kind,r)}return e}function Ks(){
Ce&&f("backdrop").classList.toggle("away",!A())}function ot(e,t,n,o,r){e.lineWidth=r,e.strokeText(t,n,o),e.fillText(t,n,o)}function Rl(){let{strong:e,neighbours:t}=Ee(),{pointed:n}=l;return n===null?e:t[n].map(({at:o,count:r})=>({a:n,b:o,count:r}))}
function er(e){return .8+Math.min(10,.2*Math.min(...L.map(({r:n})=>n)))*Math.sqrt(e/Ee().most)}function Us(e){let{members:t}=Ee(),
n=S().getScale(),{pointed:o}=l,r=Rl();e.save();for(let{a:s,b:i,count:a}of r)e.beginPath(),e.moveTo(L[s].x,L[s].y),e.lineTo(
L[i].x,L[i].y),e.lineWidth=er(a)/Math.max(n,.6),e.strokeStyle=o===null?z(b.edge,b.paper,.45):b.edge,e.stroke();Gl(e),L.forEach(
(s,i)=>{let a=o===null||i===o||r.some(({b:c})=>c===i);e.globalAlpha=a&&t[i]?1:.35,e.beginPath(),e.arc(s.x,s.y,s.r,0,2*Math.
PI),e.fillStyle=`${Z(s.kind)}${i===o?"3d":"22"}`,e.fill(),e.lineWidth=(i===o?3:1.3)/n,e.strokeStyle=z(Z(s.kind),b.paper,
.25),e.stroke()}),e.restore(),zs(e)}function Gl(e){e.globalCompositeOperation="destination-out";for(let{x:t,y:n,r:o}of L)
e.beginPath(),e.arc(t,n,o,0,2*Math.PI),e.fill();e.globalCompositeOperation="source-over"}function tn(e){let{members:t}=Ee(),
n=$e(ye(!0,12)),o=L.flatMap(({hubs:c})=>Ln(c)),r=[],s=[],i=c=>+(c===l.pointed),a=L.map((c,d)=>d).sort((c,d)=>i(d)-i(c)||
t[d]-t[c]);for(let c of a){let{x:d,y:p,r:u,hubs:g}=L[c],x={names:Ln(g),allNames:o,things:t[c],radius:u*e,pointed:c===l.pointed},
v=(E,N)=>Fe(E,N,n);for(let{rows:E,count:N}of bs({...x,measure:n,shorten:v})){let Te=Math.max(...[...E,N].map(n))/e,kt=(E.
length*15+(N?15:3))/e,C=Se(d,p,Te+6/e,kt);if(lt(C,r)){r.push(C),s.push({at:c,rows:E,x:d,y:p-kt/2,count:N});break}}}return s}
function qs(e){let t=S().getScale(),n=tn(t);e.save(),e.textAlign="center",e.textBaseline="alphabetic",e.lineJoin="round",
e.strokeStyle=b.paper;for(let{rows:o,x:r,y:s,count:i}of n)e.fillStyle=b.ink,e.font=ye(!0,12/t),o.forEach((a,c)=>{e.direction=
Mt(a)?"rtl":"ltr",ot(e,a,r,s+(c*15+11)/t,4/t)}),e.fillStyle=b.soft,e.font=ye(!1,11/t),e.direction="ltr",i&&ot(e,i,r,s+(o.
length*15+11)/t,4/t);M.dataset.labels=String(n.length),e.restore()}var tr=new Map,Bt=192;function Ft(e){let t=e.kind==="Country"&&e.code&&y.flags[e.code];return t?`data:image/svg+xml,${encodeURIComponent(
t)}`:null}async function Ys(){await Promise.allSettled(G.filter(Ft).map(Vl)),M.dataset.flags=String(tr.size),I?.redraw()}
async function Vl(e){let t=new Image(Bt,Bt);t.src=Ft(e),await t.decode();let n=document.createElement("canvas");n.width=
Bt,n.height=Bt,n.getContext("2d").drawImage(t,0,0,Bt,Bt),tr.set(e.code,n)}var nr=e=>e-Math.max(1,e*.07);function Zs(e,t,{
x:n,y:o},r){let s=Y(t),i=tr.get(t.code);if(i){let c=nr(s);e.globalAlpha=r?.3:1,e.drawImage(i,n-c,o-c,2*c,2*c),e.globalAlpha=
1;return}let a=t.planned?Z(t.kind):b.onDisc;e.textBaseline="middle",e.font=`650 ${s*.82}px ${b.font}`,e.fillStyle=r?z(b.
onDisc,b.paper,.4):a,e.fillText(t.code,n,o+s*.05)}var Js=18,or=.55,Xs=12.5;function rr(){return Rs().map(e=>{let t=We().filter(n=>n.column===e);return{text:`${y.columns[e]}\
 ${t.filter(_).length}`,x:t[0].layer[0]-9}})}var sr=e=>Math.min(...We().map(t=>t.layer[1]))-20*e-10;function Qs(e){let t=S().
getScale(),n=$e(ye(!0,Xs)),o=rr();e.save(),e.textAlign="start",e.textBaseline="alphabetic",e.lineJoin="round",e.strokeStyle=
b.paper,e.font=ye(!0,Xs/t),e.fillStyle=b.soft,o.forEach(({text:r,x:s},i)=>{let a=bt()*t+(i===o.length-1?14:-2);ot(e,Fe(r,
a,n),s,sr(1/t),4/t)}),e.restore()}function wt(){let e=ee(),t=S().getPositions(),n=l.view==="layers",o=[];for(let s of Le().filter(({contested:i})=>i)){let{
x:i,y:a}=t[s.id],c=Y(s)*(n?-1.1:.85),d=!!(e&&!e.nodes.has(s.id));o.push({x:i+c,y:a-Y(s)*.85,isFaded:d,isSmall:!1})}if(l.
view==="map")return o;let r=!n&&S().getScale()>.55;for(let s of et().filter(i=>i.contested&&jn(i))){let i=!!e?.edges.has(
s.id);if(!r&&!i)continue;let a=He(s.id,.5);a&&o.push({x:a.x,y:a.y,isFaded:!!e&&!i,isSmall:!0})}return o}function jl(e,{x:t,
y:n,isFaded:o},r){e.beginPath(),e.arc(t,n,r,0,2*Math.PI),e.fillStyle=o?z(b.ink,b.paper,.6):b.ink,e.fill(),e.lineWidth=r/
4,e.strokeStyle=b.paper,e.stroke(),e.fillStyle=b.paper,e.font=`700 ${r*1.6}px ${b.font}`,e.textBaseline="middle",e.fillText(
"!",t,n+r*.1)}function ei(e,t){let n=wt(),o=l.view==="layers"||t<.55?.7:1;for(let r of n)jl(e,r,r.isSmall?Math.max(4,4.5/
t):Math.max(5.5,6/t)*o);return n.filter(({isFaded:r})=>!r).length}var Wl=500,Ht=null;function De(){Ht=null}var Kn=()=>Ht??ni(S().getScale()),_l=new Map,zl=new Map;function ti(e,t,n){let o=e.
get(t)??n();return e.set(t,o),o}var Kl=(e,t)=>ti(_l,`${t}${e}`,()=>vs(e,$e(ye(t,12)))),Ul=(e,t,n)=>ti(zl,`${t} ${Math.round(
n)} ${e}`,()=>Ss(e,n,$e(ye(t,12))));function ql(){let e=[l.hovered,l.selected].filter(t=>t!==null);return new Set(e.flatMap(
t=>{let n=gt(t).filter(o=>l.view!=="map"||re(h(o)));return n.length?n:[...ee(t)?.nodes??[]]}))}function Yl(){let e=S().getPositions(),
t=new Map;for(let n of Le()){let{x:o,y:r}=e[n.id],s=Y(n);t.set(n.id,{...Se(o,r,s*2,s*2),x:o,y:r,size:s})}return t}function Zl(e){
let t=Nt.matches?14:10,n=l.view==="map"&&!Nt.matches,o=12*Math.min(Math.max(n?1:e,.92),Nt.matches?1.9:1.35);return l.view!==
"layers"?{sizes:[o,Math.max(o*.88,t)],least:t}:{sizes:[Math.max(Math.min(o,12.5*Math.max(e,.88),1.03*Js*e),t)],least:t}}
function ni(e){let[t,n,o]=[ee(),ql(),Yl()],r=({id:v})=>!t||t.nodes.has(v)||n.has(v),s=Le().filter(r),i=v=>v.map(({id:E})=>o.
get(E)),a=wt().map(({x:v,y:E})=>Se(v,E,13/e,13/e)),{home:c,view:d}=l,p=Ms(Xl(s,o,n,t,e),{scale:e,...Zl(e),layered:d==="l\
ayers",edge:c&&d!=="layers"&&e<=c.scale*1.01?c:null,taken:[...i(s),...a],faded:i(Le().filter(v=>!r(v)))}),g=[...[...t?.nodes??
[]].map(v=>o.get(v)).filter(v=>v!==void 0),...p.map(({box:v})=>v),...a],x=t&&d==="network"?Jl(t,e,g):[];return{scale:e,labels:p,
names:x,missing:t?0:Le().length-p.length}}function Xl(e,t,n,o,r){let s=l.view==="map",i=s?_r(F.values()):new Map,a=Math.
max(...i.values(),1),c=({id:p})=>i.get(p)??0;return e.toSorted((p,u)=>Number(n.has(u.id))-Number(n.has(p.id))||c(u)-c(p)||
u.size-p.size||q(u.id).length-q(p.id).length).slice(0,Wl).map(p=>{let u=t.get(p.id),g=p.kind==="Country"||pt("node",p.id),
x=v=>(bt()*r-u.size*r-22)*12/v;return{id:p.id,bold:g,symbol:u,always:n.has(p.id),mayBeDistant:s&&(!!o||c(p)>=a/4),textAt:v=>l.
view==="layers"?Ul(p.label,g,x(v)):Kl(p.label,g)}})}function Jl(e,t,n){let o=10.5/t,r=$e(ye(!1,10.5)),{thick:s,representedBy:i}=de(),
a=[];for(let c of e.edges){if(e.edges.has(i.get(c)??""))continue;let d=s.has(c)&&e.edges.size>1,p=Fe(d?`${s.get(c)} rela\
tions`:P(c).label,Hn*1.4,r),[u,g]=[r(p)/t+o,14/t],x=Ql(c,u,g).find(([v,E])=>lt(Se(v,E,u,g),n));x&&(n.push(Se(x[0],x[1],u,
g)),a.push({text:p,x:x[0],y:x[1],px:o}))}return a}function Ql(e,t,n){let[o,r]=[He(e,.15),He(e,.85)],s=o&&r&&Math.hypot(r.
x-o.x,r.y-o.y)<t;return[.5,.38,.62,.27,.73].map(a=>He(e,a)).filter(a=>a!==void 0).flatMap(({x:a,y:c})=>s?[[a,c-n],[a,c+n]]:
[[a,c]])}function oi(e){let t=S().getScale();A()?qs(e):l.moving?ri(e):ec(e,t)}function ec(e,t){Ht?.scale!==t&&(Ht=ni(t),
tc(Ht)),ri(e),l.view==="layers"&&Qs(e),nc(e,Ht)}function tc({labels:e,missing:t}){M.dataset.labels=String(e.length),f("n\
ote-names").textContent=t?`zoom in for ${k(t,"more name","more names")}`:""}function nc(e,{scale:t,labels:n,names:o}){e.
save(),e.textAlign="center",e.lineJoin="round",e.strokeStyle=b.paper,e.textBaseline="middle";for(let r of o)e.font=ye(!1,
r.px),e.fillStyle=b.soft,ot(e,r.text,r.x,r.y,4/t);e.textBaseline="alphabetic";for(let{lead:r}of n)r&&oc(e,r,t);if(e.strokeStyle=
b.paper,e.fillStyle=b.paper,l.view==="layers")for(let{box:r}of n)e.fillRect(r.left,r.top,r.right-r.left,r.bottom-r.top);
e.fillStyle=b.ink;for(let{bold:r,px:s,unit:i,rows:a,x:c,y:d}of n)e.font=ye(r,s),a.forEach((p,u)=>{e.direction=Mt(p)?"rtl":
"ltr",ot(e,p,c,d+(u*14+11)*i,3.2/t)});M.dataset.marks=String(ei(e,t)),e.restore()}function oc(e,[t,n,o,r],s){e.beginPath(),
e.moveTo(t,n),e.lineTo(o,r),e.lineWidth=1/s,e.strokeStyle=b.soft,e.stroke()}function ri(e){let t=ee(),n=S().getPositions();
e.save(),e.textAlign="center";for(let o of Le().filter(({code:r})=>r))Zs(e,o,n[o.id],!!(t&&!t.nodes.has(o.id)));e.restore()}function nn(){let e=o=>f(o).getBoundingClientRect(),t=e("stage"),n={left:0,top:e("bar").bottom-t.top,right:t.width,bottom:t.
height};if(f("note").hidden||(n.bottom=e("note").top-t.top+8),f("time").hidden||(n.bottom=Math.min(n.bottom,e("time").top-
t.top)),!f("panel").hidden){let o=e("panel");H.matches?n.bottom=o.top-t.top:n.right=o.left-t.left}return{...n,width:n.right-
n.left,height:n.bottom-n.top,stage:t}}var qn=e=>({x:(e.left+e.right-e.stage.width)/2,y:(e.top+e.bottom-e.stage.height)/2}),
rc={network:{left:62,top:8,bottom:48},layers:{left:16,top:36,bottom:8},map:{left:40,top:14,bottom:24}},ar=()=>Nt.matches?
3:l.view==="map"?1.6:1.15,si=()=>l.view==="layers"?or:H.matches?.45:.6,ii=e=>({x:(e.left+e.right)/2,y:(e.top+e.bottom)/2});
function Un(e,t=ar()){let n=Xt(),o=rc[l.view];for(let a of e){let{x:c,y:d}=S().getPosition(a),p=Y(h(a)),u=l.view==="laye\
rs"?bt()-14:o.left,[g,x]=[c-Math.max(p,o.left),d-p-o.top];je(n,g,x,c+Math.max(p,u),d+p+o.bottom)}let r=nn(),s=H.matches?
10:22,i=Math.min(t,(r.width-2*s)/(n.right-n.left),(r.height-2*s)/(n.bottom-n.top));return{room:r,box:n,position:ii(n),scale:Math.
max(i,.05),offset:qn(r)}}function sc(){let e=Xt();for(let{x:o,y:r,r:s}of L)je(e,o-s,r-s,o+s,r+s);let t=nn();return{scale:Math.
min((t.width-36)/(e.right-e.left),(t.height-36)/(e.bottom-e.top)),position:ii(e),offset:qn(t)}}function Rt({position:e,scale:t,
offset:n},o=!0){let r=o&&!Qt.matches?{duration:350,easingFunction:"easeInOutCubic"}:!1;S().moveTo({position:e,scale:t,offset:n,
animation:r})}function ce({animate:e=!0}={}){if(I&&A()){l.movedByHand=!1,l.home=null,Rt(sc(),e);return}if(!I)return;let t=Le().
map(n=>n.id);t.length&&(l.movedByHand=!1,ir(l.view==="layers"&&H.matches?ic(t):Un(t),e))}function ir(e,t){let{position:n,
scale:o,room:r}=e;l.home={scale:o,...Se(n.x,n.y,(r.width-8)/o,(r.height-8)/o)},De(),Rt(e,t)}function ic(e){let t=Un(e),{
room:n,box:o}=t,r=Math.max(Math.min(ar(),(n.height-20)/(o.bottom-o.top)),or),s=(i,a,c)=>Math.min((i+a)/2,i+(c/2-10)/r);return{
...t,scale:r,position:{x:s(o.left,o.right,n.width),y:s(o.top,o.bottom,n.height)}}}function Gt(e){l.movedByHand=!0;let t=Qt.
matches?!1:{duration:150,easingFunction:"easeInOutQuad"};I?.moveTo({scale:I.getScale()*e,animation:t}),j("changed")}function on(e,{
animate:t=!0,refit:n=!1}={}){let o=e.filter(g=>ke.get(g));if(!o.length&&l.view==="map"&&(o=[...ee()?.nodes??[]].filter(g=>ke.
get(g))),!o.length)return;let r=nn(),s=ac(o);if(!n&&s.every(g=>lc(g,r)))return;let i=n?ar():Math.max(S().getScale(),.8),
a=Un(s,i);if(a.scale>=si()){ir(a,t);return}let c=Un(o,i),d=Math.min(c.scale,si()),p=(g,x,v,E)=>Math.min(Math.max(v,x-E/2/
d),g+E/2/d),u={x:p(c.box.left,c.box.right,a.position.x,r.width),y:p(c.box.top,c.box.bottom,a.position.y,r.height)};ir({...c,
scale:d,position:u},t)}function ac(e){let t=new Set(e);if(l.view==="map")for(let n of ee()?.nodes??[])ke.get(n)&&t.add(n);else if(e.
length===1)for(let n of Vo(e[0]))t.add(n.from).add(n.to);return[...t]}function lc(e,t){let n=l.view==="layers"?(bt()-14)*
S().getScale():40,{x:o,y:r}=S().canvasToDOM(S().getPosition(e));return!(o<t.left+Math.min(n,40)||o>t.right-n)&&r>=t.top+
20&&r<=t.bottom-50}var li=e=>[...F.values()].filter(t=>Cn(t)||e?.arcs.has(t.id)),ci=e=>[e.from,e.to].sort((t,n)=>h(t).true[0]-h(n).true[0]);
function cc(e,t,n){return pt("arc",e.id)?b.ink:n?n.arcs.has(e.id)?z(b.accent,b.paper,.3-.3*t):z(b.edge,b.paper,.8):z(b.accent,
b.paper,.2-.2*t)}function di(e){let t=Math.sqrt($n());return li(e).flatMap(n=>{let o=Math.sqrt(be(n))/t,r=cc(n,o,e),s=(c,d,p,u)=>({
id:c,from:d,to:p,arc:!0,width:(H.matches?2.2:1)*(.8+4.2*o*o),selectionWidth:0,hoverWidth:0,physics:!1,dashes:!1,arrows:{
to:{enabled:!1}},color:{color:r,highlight:r,hover:r,inherit:!1},smooth:{enabled:!0,type:u>0?"curvedCW":"curvedCCW",roundness:Math.
abs(u)}}),[i,a]=ci(n);return Mn.has(n.id)?[s(n.id,a,`${n.id}>`,.1),s(`${n.id}~`,`${n.id}<`,i,.1)]:[s(n.id,i,a,.16)]})}var mi=e=>e.
replace(/~$/,"");function pi(e){return li(e).filter(n=>Mn.has(n.id)).flatMap(n=>{let[o,r]=ci(n),{x:s,y:i}=Ur(y.map.outline,
h(o).true,h(r).true),a=(c,d)=>({physics:!1,shape:"dot",size:.01,borderWidth:0,fixed:!0,chosen:!1,edgePoint:!0,id:c,x:d,y:i});
return[a(`${n.id}>`,s),a(`${n.id}<`,-s)]})}var Yn=null;function dc(){if(Yn)return Yn;let{outline:e,land:t}=y.map,[n,o]=[
new Path2D,new Path2D];ai(n,[...e,...[...e].reverse().map(([r,s])=>[-r,s])]);for(let r of xn(t))ai(o,r);return Yn={sea:n,
earth:o},Yn}function ai(e,t){t.forEach(([n,o],r)=>{r?e.lineTo(n,o):e.moveTo(n,o)}),e.closePath()}function fi(e){let{sea:t,
earth:n}=dc();e.save(),e.lineJoin="round",e.fillStyle=b.sea,e.fill(t),e.clip(t),e.fillStyle=b.land,e.strokeStyle=b.land,
e.lineWidth=.8,e.fill(n),e.stroke(n),e.restore(),mc(e)}function mc(e){let[t,n]=[ee(),S().getScale()];e.save();for(let o of Le()){
let{x:r,y:s}=S().getPosition(o.id),[i,a]=o.true;Math.hypot(r-i,s-a)<Y(o)*.8||(e.globalAlpha=t&&!t.nodes.has(o.id)?.25:.9,
e.strokeStyle=b.soft,e.fillStyle=b.soft,e.lineWidth=.8/n,e.beginPath(),e.moveTo(i,a),e.lineTo(r,s),e.stroke(),e.beginPath(),
e.arc(i,a,1.8/n,0,2*Math.PI),e.fill())}e.restore()}function pc(e,t){let{path:n,selected:o}=l,s=t&&!t.nodes.has(e.id)?z(It(e),b.paper,.84):It(e),i=o?.type==="path"&&[n.from,
n.to].includes(e.id),a=pt("node",e.id)||i,c=e.planned?s:z(s,b.paper,ht.matches?.1:.05),d={background:e.planned?b.paper:s,
border:a?b.ink:c};return{id:e.id,...Dt(e),shape:e.shape,size:Y(e),physics:!1,borderWidth:a?3:e.planned?1.8:1,borderWidthSelected:3,
shapeProperties:{borderDashes:e.planned?[4,3]:!1},color:{...d,highlight:d,hover:d}}}function fc(e){return l.view==="laye\
rs"&&Uo(e)?{enabled:!0,type:"cubicBezier",forceDirection:"horizontal",roundness:.5}:de().thick.has(e.id)?{enabled:!1}:e.
smooth}function uc(e,t){if(pt("edge",e.id))return b.accent;let n=js(e);return t?t.edges.has(e.id)?z(n,b.ink,.15):z(n,b.paper,
.86):n}function gc(e,t){let n=!!t?.edges.has(e.id),o=l.view==="layers",r=uc(e,t),{thick:s,bundled:i}=de(),a=(n?s:i).get(
e.id)??1;return{id:e.id,from:e.from,to:e.to,smooth:fc(e),dashes:e.dashes,physics:!1,width:(e.wide??0)+(n?2:o?1:1.2)+.55*
Math.log2(a),selectionWidth:1,hoverWidth:0,arrows:{to:{enabled:e.arrows==="to"&&(!o||n),scaleFactor:.42}},color:{color:r,
highlight:r,hover:r,inherit:!1}}}var lr=new Map;function Zn(e){return e.filter(t=>{let n=JSON.stringify(t);return lr.get(
t.id)===n?!1:(lr.set(t.id,n),!0)})}function ui(e,t,n){let o=new Set(n.map(s=>s.id)),r=e.getIds({filter:s=>t(s)&&!o.has(s.
id)});for(let s of r)lr.delete(s);e.remove(r)}var gi="";function me(){Bn()&&Gn();let{drawn:e}=de(),t=ee();Vn(t?.edges??null);
let n=l.view==="map",[o,r]=n?[pi(t),di(t)]:[[],[]];ui($t,i=>!!i.arc,r),ui(tt,i=>!!i.edgePoint,o),tt.update(Zn(We().map(i=>pc(
i,t)))),$t.update(Zn(Ho().map(i=>gc(i,t)))),tt.update(Zn(o)),$t.update(Zn(r));let s=[...t?.edges??[]].filter(i=>!e.has(i)).
join();Fn()&&ke.refresh(),(s!==gi||Fn())&&(gi=s,Me.refresh()),Fn()&&(ws(),j("staged")),De(),I?.redraw(),j("changed")}var hc=650,cr=()=>{},hi=()=>cr(),bi=()=>({places:new Map(le().map(e=>[e.id,S().getPosition(e.id)])),position:S().getViewPosition(),
scale:S().getScale()});function wi(e){cr();let t=S(),n={position:t.getViewPosition(),scale:t.getScale()},o=le().filter(c=>e.
places.has(c.id)).map(c=>({drawn:t.body.nodes[c.id],start:e.places.get(c.id),end:Dt(c)})),r=performance.now();l.moving=!0,
M.dataset.moving="true";let s=!1,i=c=>{let d=c<.5?4*c**3:1-(2-2*c)**3/2,p=(u,g)=>u+(g-u)*d;for(let{drawn:u,start:g,end:x}of o)
u.x=p(g.x,x.x),u.y=p(g.y,x.y);c===1&&(s=!0,l.moving=!1,De(),delete M.dataset.moving),t.moveTo({position:{x:p(e.position.
x,n.position.x),y:p(e.position.y,n.position.y)},scale:Math.exp(p(Math.log(e.scale),Math.log(n.scale))),animation:!1}),t.
redraw()},a=c=>{s||(i(Math.min(Math.max((c-r)/hc,0),1)),requestAnimationFrame(a))};cr=()=>{s||i(1)},requestAnimationFrame(
a)}function pe(){j("filters"),yi(),Gn(),ys(),Nn(),Bn(),l.hovered=null,Vn(ee()?.edges??null),ke.refresh(),Me.refresh(),l.selected?.
type==="path"?wc():l.selected&&!fs(l.selected)?J(null):l.selected&&dr&&j("selected"),dr=!1,bc()}function bc(){j("filtere\
d"),me(),j("settled")}function yi(){cs(),j("neighbourhood")}function sn(e){l.centred=e,yi()}function Vt(e,t=1){let n=f("\
neighbourhood"),o=he(n);sn(e===null?null:{id:e,steps:t}),l.before=null,pe(),ce({animate:!1}),l.selected&&J(l.selected),o&&
(n.querySelector("button")??_e()).focus()}var dr=!1;function yt({at:e,known:t}){if(!l.span)return;let n=l.days.known;Object.
assign(l.days,{at:e,known:Sn(y)?t:null}),l.days.known!==n&&(Ao(l.days.known,l.language),dr=!0,j("known")),j("days")}function an(e,t){
yt({...l.days,[e]:t}),pe()}var mr={at:null,known:null};function xi(){On([],[]),l.inferredHidden=!1,yt(mr),Vt(null)}function vi({
type:e,id:t}){let n=e==="edge"?P(t):null,o=()=>n?B(n):_(h(t));if(!o()){n&&(l.hiddenRelations.delete(n.relation),l.inferredHidden&&=
!n.inferred);for(let r of n?[n.from,n.to]:[t])l.hiddenKinds.delete(h(r).kind);o()||sn(null),o()||yt({...l.days,at:null}),
pe()}}function J(e,{bring:t=!0}={}){(e?.type==="node"||e?.type==="edge")&&(vi(e),Ei(e)),e&&!l.selected&&(rn=document.activeElement,
l.before=I&&{position:I.getViewPosition(),scale:I.getScale(),offset:{x:0,y:0},home:l.home}),l.selected=e,l.hovered=null,
M.dataset.selected=e?e.id:"",I?.unselectAll(),me(),j("selected"),e&&t&&on(gt(e))}function fe(e){J(e),f("panel").focus()}
var rn=null;function Xn(){let e=l.selected&&l.before,t=he(f("panel"));J(null),t&&(rn instanceof HTMLElement&&rn.isConnected&&
rn!==document.body?rn:_e()).focus({preventScroll:!0}),e&&(l.home=e.home,De(),Rt(e))}var Si=(e,t)=>e&&t?ss(ie(),e,t,n=>h(
n).label):[];function ze(e,t,n=0){Jn(e,t,n),(l.view==="map"||O&&l.view==="layers")&&Ke("network"),J({type:"path",id:"pat\
h"},{bring:!!(e&&t)})}function Jn(e,t,n){let o=a=>a!==null&&Be.has(a)?a:null,[r,s]=[o(e),o(t)];for(let a of[r,s])a&&vi({
type:"node",id:a});let i=Si(r,s);Object.assign(l.path,{from:r,to:s,routes:i,at:Math.min(Math.max(n,0),Math.max(i.length-
1,0))})}function wc(){let{from:e,to:t,at:n}=l.path,o=s=>s!==null&&!_(h(s));if(o(e)||o(t)){J(null);return}let r=Si(e,t);Object.
assign(l.path,{routes:r,at:Math.min(n,Math.max(r.length-1,0))}),J(l.selected,{bring:!1})}function Qn(e){let{from:t,to:n}=l.
path;if(!Ne()||!(e||A()))J(e);else{if(e?.type!=="node"||ft().includes(e.id))return;t?ze(t,e.id):ze(e.id,n)}}function Ke(e){
if(e===l.view||!At().includes(e)||!I)return;l.selected?.type==="arc"&&J(null);let t=bi();l.before=null,pr(e),pe();let{selected:n}=l;
(n?.type==="node"||n?.type==="edge")&&Ei(n),ce({animate:!1}),l.selected?.type==="node"&&y.map&&J(l.selected,{bring:!1}),
l.selected&&on(gt(l.selected),{animate:!1,refit:!0}),Qt.matches||wi(t),j("settled")}function pr(e){l.view=e,M.dataset.view=
e,j("view")}function Ei({type:e,id:t}){if(!O||l.view==="map")return;let[n,o]=e==="edge"?[P(t).from,P(t).to]:[t,t],r=ne.get(
n)?.community;r===void 0||r!==h(o).community||r===l.opened||Ro()?.has(n)||ki(r)}function ki(e){fr(e),l.pointed=null,l.before=
null,e===null&&l.view==="layers"&&Ke("network"),pe(),j("view"),ce({animate:!1})}function fr(e){l.opened=e,M.dataset.opened=
String(e??"")}function eo(e){l.selected&&!Ne()&&J(null),l.view==="map"&&Ke("network"),sn(null),ki(e),j("changed")}var ur=({due:e,overdue:t},n)=>e===null?null:t!==null&&t<=n,to=(e,t)=>D([e.status,e.due&&`due ${e.due}`,ur(e,t)&&"overdue"],
", ");function rt(e){let t=[e.from,e.to].map(h).find($o);return dt(e)||e.when||(t?dt(t):"")}function st(e){let n=Be.has(e.through??
"")?h(e.through).label:e.label;return e.how?`${e.how} ${K(n)}`:e.label}function no(e,t){return e.how?st(e):e.from===t?`${e.
label} \u2192`:`\u2190 ${e.label}`}function oo(){let{id:e,steps:t}=l.centred;return`${K(h(e).label)} and what is ${t===1?
"one step":"two steps"} away`}var it=()=>l.days.at??l.days.known??y.today??new Date().toISOString().slice(0,10),ro=()=>Do(
l.days);var yc={dot:()=>U("circle",{cx:11,cy:9,r:6.5}),small:()=>U("circle",{cx:11,cy:9,r:4.5}),square:()=>U("rect",{x:5,y:3,width:12,
height:12}),diamond:()=>U("path",{d:"M11 1.5 18.5 9 11 16.5 3.5 9Z"}),triangle:()=>U("path",{d:"M11 2 18 15H4Z"}),triangleDown:()=>U(
"path",{d:"M11 16 4 3H18Z"}),hexagon:()=>U("path",{d:"M7 2.5H15L19 9 15 15.5H7L3 9Z"}),star:()=>U("path",{d:"M11 1 13.3 \
6.4 19 6.9 14.7 10.7 16 16.4 11 13.4 6 16.4 7.3 10.7 3 6.9 8.7 6.4Z"})},gr=(...e)=>U("svg",{class:"icon",viewBox:"0 0 22\
 18","aria-hidden":"true"},...e),Mi=[];function jt(e,t=!1){let{shape:n}=oe.get(e),r=gr(yc[n==="dot"&&e!=="Country"?"smal\
l":n]());return Mi.push({element:r,kind:e,planned:t}),Li({element:r,kind:e,planned:t}),r}function Li({element:e,kind:t,planned:n}){
let o=Z(t);e.setAttribute("fill",n?"none":o),e.setAttribute("stroke",o),e.setAttribute("stroke-width",n?"1.8":"1"),n&&e.
setAttribute("stroke-dasharray","3 2")}var Ti=()=>Mi.forEach(Li);function hr(e){return gr(U("path",{...{d:"M1 9H17",stroke:"\
currentColor","stroke-width":1.6},"stroke-dasharray":e?"4 3":"none",fill:"none",opacity:.75}),U("path",{d:"M15.5 6 21 9 \
15.5 12Z",fill:"currentColor",opacity:.75}))}var Oi=()=>gr(U("circle",{cx:11,cy:9,r:7,fill:"currentColor"}),U("path",{d:"\
M11 5V10M11 12V13.4",stroke:"var(--card)","stroke-width":2}));function Wt(e){let t=Ft(e);return t?m("img",{class:"icon f\
lag",src:t,alt:"",width:16,height:16}):jt(e.kind,e.planned)}var Ae=(...e)=>m("span",{class:"tag"},...e),so=e=>m("span",{class:"tag dashed"},e),ln=()=>m("span",{class:"tag marked"},
"contested"),_t=e=>w(e,"span",{class:"tag"});function io(e,t){return m("div",{class:"tags"},t,e.planned&&so("planned"),e.
status&&e.status!=="planned"?_t(e.status):null,e.overdue&&e.overdue<=it()?_t("overdue"):null,e.inferred&&so("inferred"),
e.contested&&ln())}var Pe=(...e)=>m("ul",{class:"links"},...e),xe=e=>T({class:"plain"},()=>fe({type:"node",id:e.id}),Wt(
e),w(e.label));function ao(e,t,n){let o=`${K(h(e).label)} ${t} ${K(h(n).label)}`;return m("div",{class:"ends"},w(o,"h2",
{class:"visually-hidden"}),xe(h(e)),w(t,"span",{class:"verb"}),xe(h(n)))}function xt(e){let t=y.sources[e];if(!t)return[
ve(e,e)];let n=D([t.publisher,t.issued]);return[ve(t.title??e,t.url),n?w(` \xB7 ${n}`):""]}function zt(e){let{source:t,paragraph:n,
sentence:o,start:r,end:s,gist:i,url:a}=y.passages[e],c=r!==null&&s!==null&&`characters ${r}\u2013${s}`,d=D([n&&`paragrap\
h ${n}`,o&&`sentence ${o}`,c],", "),p=m("p",{class:"from"},...xt(t));return d&&p.append(" \xB7 ",d),a&&a!==y.sources[t]?.
url&&p.append(" \xB7 ",ve(wn(a)?"open":a,a)),m("div",{class:"passage"},i?w(i,"p"):"",p)}function lo(e,t){t.length&&e.append(
Q(t.length===1?"Passage":`Passages (${t.length})`),...t.map(zt))}function Re(e){document.getElementById(e)?.focus()}var cn=()=>f("dialog");function Kt(e,...t){f("dialog-title").textContent=e,f("dialog-body").replaceChildren(...t),cn().showModal()}
var Ni=()=>cn().open,vt=()=>cn().close();function $i(){f("close").addEventListener("click",vt),cn().addEventListener("cl\
ick",e=>{e.target===cn()&&vt()})}var br=3e3;function Ci(){let e=O&&!A()&&l.view!=="map"?et():ie(),t=s=>[s.from,s.to].map(
i=>h(i).label).join(`
`),n=e.slice(0,br).sort((s,i)=>t(s).localeCompare(t(i))),o=["From","Relation","To","When","Signs"].map(s=>m("th",{scope:"\
col"},s)),r=O?[]:se().filter(s=>!q(s.id).some(B));Kt("What is shown",xc(e.length),m("table",{},m("thead",{},m("tr",{},...o)),
m("tbody",{},...n.map(vc))),r.length?m("ul",{"aria-label":"Things without a shown relation"},...r.map(({id:s})=>m("li",{},
...wr(s)))):"")}function xc(e){let t=ie().length;if(e<=br&&e>=t)return"";let n=e<t?"the relations of what is drawn":"ope\
n a community to list its relations",o=`${Math.min(e,br).toLocaleString("en")} of ${k(t,"relation","relations")}`;return m(
"p",{class:"group"},`${o}: ${n}. Save exports all of them as CSV.`)}function Di(e,t){return T({class:"plain",dir:"auto"},
()=>{vt(),fe(e)},t)}function wr(e){let t=h(e),n=t.subtitle??(t.kind==="Commitment"?to(t,it()):"");return[Di({type:"node",
id:e},t.label),n?w(n,"div",{class:"subtitle"}):null]}function vc(e){let t=D([e.inferred&&"inferred",e.contested&&"contes\
ted"],", ");return m("tr",{},m("td",{},...wr(e.from)),m("td",{class:"relation"},Di({type:"edge",id:e.id},st(e))),m("td",
{},...wr(e.to)),w(rt(e),"td",{class:"date"}),w(t,"td",{class:"signs"}))}var Sc=({licence:e})=>e?[w(" \xB7 licence: "),ve(
e,e)]:[];function Ai(){Kt("Sources and licence",m("p",{},D([y.version&&`Data version ${y.version}`,y.licence])),m("ol",{},
...mt.map(([e,t])=>m("li",{},...xt(e),...Sc(t)))),...y.licences.map(([e,t])=>m("details",{class:"licence"},m("summary",{},
e),m("pre",{},t))))}function yr(){let e=mt.map(([t,{title:n}])=>K(n??t));f("version").textContent=y.version?`Data ${y.version}`:
"",f("licence").textContent=y.licence??"",f("credits").textContent=e.length?`Sources: ${e.join("; ")}`:"",f("sources").textContent=
e.length?k(e.length,"source","sources"):"About"}var dn=e=>e.replace(/[\p{Cf}'"`´.\u02b0-\u02ff\u2018-\u201f\u2032\u2033]/gu,"").normalize("NFKD").replace(/\p{M}/gu,"").
toLowerCase().replace(/[\p{P}\p{Z}\s\u2212]+/gu," ").trim();function Pi(e,{more:t=()=>"",weight:n=()=>0}={}){return e.map(
o=>{let s=[...new Set([o.label,...Object.values(o.labels),...o.names])].map(a=>({name:a,folded:dn(a)})),i=[o.code,o.curie].
filter(a=>a!==null&&a!=="").map(a=>dn(a));return{node:o,names:s,codes:i,all:[...s.map(({folded:a})=>a),...i,dn(o.subtitle??
""),dn(t(o))].join(" "),weight:n(o)}})}function Ii(e,t){let n=dn(t);if(!n)return[];let o=n.split(" "),r=e.map(i=>kc(i,n,
o)).filter(i=>i!==null);return(r.length?r:e.filter(i=>Mc(i,o)).map(({node:i,weight:a})=>({node:i,rank:0,otherName:null,weight:a}))).
sort(Ec).slice(0,9)}var Ec=(e,t)=>e.rank-t.rank||+!!e.otherName-+!!t.otherName||t.weight-e.weight||(e.node.label<t.node.
label?-1:1);function kc({node:e,names:t,codes:n,all:o,weight:r},s,i){if(!i.every(u=>o.includes(u)))return null;let a=u=>u===
s?0:u.startsWith(s)?1:i.every(g=>` ${u}`.includes(` ${g}`))?2:i.every(g=>u.includes(g))?3:4;if(n.includes(s))return{node:e,
rank:0,otherName:null,weight:r};let c=t.map(u=>a(u.folded)),d=Math.min(...c),p=d<4&&c[0]===4?t[c.indexOf(d)].name:null;return{
node:e,rank:d,otherName:p,weight:r}}function Mc({names:e,all:t},n){let o=r=>e.some(({folded:s})=>s.split(" ").some(i=>Lc(
r,i)));return n.every(r=>t.includes(r)||r.length>=5&&o(r))}function Lc(e,t){let n=0;for(;n<e.length&&e[n]===t[n];)n+=1;return[
[1,1],[1,0],[0,1]].some(([r,s])=>t.slice(n+s).startsWith(e.slice(n+r)))}var xr=null;function mn(e){return xr??=Pi($,{more:t=>to(t,it()),weight:t=>q(t.id).length}),Ii(xr,e)}function Bi(){xr=null}var at=0;function Hi(){let e=X("search");e.addEventListener("input",()=>{at=0,Fi()}),e.addEventListener("focus",()=>e.select()),
e.addEventListener("blur",Ut),e.addEventListener("keydown",t=>{let n=mn(e.value);t.key==="Enter"&&n.length?Ri(n[Math.min(
at,n.length-1)]):(t.key==="ArrowDown"||t.key==="ArrowUp")&&(at=(at+(t.key==="ArrowDown"?1:-1)+n.length)%Math.max(n.length,
1),Fi(),t.preventDefault())})}function Fi(){let e=X("search"),t=mn(e.value);at=Math.min(at,Math.max(t.length-1,0));let n=e.
value.trim()!=="",o={class:"none",role:"option","aria-disabled":"true","aria-selected":"false"};f("matches").replaceChildren(
...t.map(Tc)),n&&!t.length&&f("matches").append(m("li",o,"No match")),f("matches").hidden=!n,e.setAttribute("aria-expand\
ed",String(n)),t.length?e.setAttribute("aria-activedescendant",`match-${at}`):e.removeAttribute("aria-activedescendant")}
function Tc(e,t){let{node:n,otherName:o}=e,r=o===null?null:w(o,"span",{class:"other-name"}),s=m("span",{class:"name"},w(
n.label),r&&" ",r),i={role:"option",id:`match-${t}`,"aria-selected":String(t===at)};return Ve(m("li",i,Wt(n),s),{mousedown:a=>{
a.preventDefault(),Ri(e)}})}function Ut(){f("matches").hidden=!0,f("search").setAttribute("aria-expanded","false"),f("se\
arch").removeAttribute("aria-activedescendant")}function Ri({node:e}){X("search").value=e.label,Ut(),fe({type:"node",id:e.
id})}function Ge(e,t){let n=new Map;for(let o of e)n.set(t(o),(n.get(t(o))??0)+1);return n}function vr(e,t){return{inferred:t.
filter(n=>n.inferred).length,planned:e.filter(n=>n.planned).length,contested:[...e,...t].filter(n=>n.contested).length}}
function co(e,t){return{kinds:Ge(e,n=>n.kind),relations:Ge(t,n=>n.relation),...vr(e,t)}}var Gi=(e,t)=>e===t?"":`${e} of `;var Sr={at:{title:"Held on",none:"any day"},known:{title:"Known by",none:"today"}},Oc=Object.keys(Sr),Nc={ArrowRight:!0,
ArrowUp:!0,ArrowLeft:!1,ArrowDown:!1},Vi=()=>Oc.filter(e=>e==="at"||Sn(y));function ji(){l.span&&f("events").replaceWith(
_i(l.span))}function Wi(){l.span=y.timed?Yr(y):null;let{span:e}=l;if(f("time-open").hidden=!e,!e)return;let[t,n]=[ct(e.first).
slice(0,4),ct(e.last).slice(0,4)];f("time").append(m("div",{class:"slider"},m("span",{class:"title"},"Events"),_i(e),m("\
span",{class:"years"},`${t} \u2013 ${n}`)),...Vi().map(o=>$c(o,e)),m("p",{id:"time-says",role:"status"})),f("time-open").
addEventListener("click",()=>Er(!!f("time").hidden)),mo()}function Er(e){f("time").hidden=!e,mo(),ce(),e&&Re("at-range")}
function $c(e,t){let{title:n,none:o}=Sr[e],r=m("input",{id:`${e}-range`,type:"range",min:t.first,max:t.last,step:1,"aria\
-label":`${n} (day)`}),s=m("input",{id:`${e}-day`,type:"date","aria-label":`${n}: date`});r.addEventListener("input",()=>an(
e,ct(Number(r.value)))),r.addEventListener("keydown",a=>{let c=Nc[a.key];c!==void 0&&(an(e,Zr(t,e,l.days[e],c)),a.preventDefault())}),
s.addEventListener("change",()=>an(e,Je(s.value)));let i=()=>{an(e,null),Re(`${e}-range`)};return m("div",{class:"slider"},
m("span",{class:"title"},n),r,m("span",{class:"none",id:`${e}-none`},o),s,T({class:"plain why",id:`${e}-any`,"aria-label":`${n}\
: ${o}`},i,o))}function _i(e){let t=[...Ge(Co($),a=>a.slice(0,4))].sort(),n=Math.max(1,...t.map(([,a])=>a)),o=e.last-e.first,
r=t.map(([a,c])=>{let p={x:((Lt(`${a}-01-01`)-e.first)/o*1e3).toFixed(1),width:Math.max(365/o*1e3-3,2).toFixed(1),y:(40-
38*c/n).toFixed(1),height:(38*c/n).toFixed(1)},u=U("rect",p,U("title",{},`${a}: ${k(c,"event","events")}`));return u.dataset.
year=a,u}),i={id:"events",viewBox:"0 0 1000 40",preserveAspectRatio:"none",role:"img","aria-label":`Events by year: ${t.
map(([a,c])=>`${a} ${c}`).join(", ")}`};return U("svg",i,...r)}function mo(){let{days:e,span:t}=l;if(!t)return;for(let s of Vi()){
let i=e[s];M.dataset[s]=i??"",X(`${s}-range`).value=String(i?Lt(i):t.last),X(`${s}-range`).setAttribute("aria-valuetext",
i??Sr[s].none),X(`${s}-day`).value=i??"",f(`${s}-any`).hidden=!i,f(`${s}-none`).hidden=!!i}for(let s of f("events").querySelectorAll(
"rect"))s.setAttribute("class",e.at&&s.dataset.year>e.at.slice(0,4)?"later":"");f("time-says").textContent=Xr(e);let n=!!(e.
at||e.known),o=T({class:"plain",id:"all-days"},Cc,"All days"),r=ns(y,e.known);f("notes").replaceChildren(...r.map(s=>w(`\
note: ${s}`,"p",{class:"sub note"}))),f("day-line").hidden=!n,f("day-line").replaceChildren(...n?[`Only ${ro()}.`," ",o]:
[]),f("time-open").setAttribute("aria-expanded",String(!f("time").hidden)),f("time-open").classList.toggle("active",n)}function Cc(){
let e=he(f("day-line"));yt(mr),pe(),e&&_e().focus()}var Ki=()=>[{key:"/",does:"Search",act:()=>f("search").focus()},{key:"f",does:"Fit the drawing into the window",act:()=>ce()},
{key:"+",does:"Zoom in",act:()=>Gt(1.3)},{key:"-",does:"Zoom out",act:()=>Gt(1/1.3)},...nt.map((e,t)=>({key:String(t+1),
does:`Show the view ${f(`view-${e}`).textContent}`,act:()=>Ke(e)}))],Dc=[{key:"Tab",does:"Go to the next control; the fi\
rst one, Go to the graph, skips the filters"},{key:"Arrow keys",does:"In the graph: go to the next thing in that directi\
on"},{key:"Shift + arrow keys",does:"In the graph: follow a relation in that direction"},{key:"Enter",does:"In the graph\
: open the details of the current thing"},{key:"Esc",does:"Close what is open, and go back"}];function Ui(e){if(!(e.ctrlKey||
e.metaKey||e.altKey||Ni())){if(e.key==="Escape")Pc();else if(l.singleKeys&&!Ac(e.target)){let t=Ki().find(({key:n})=>n===
e.key);if(!t)return;e.preventDefault(),t.act()}}}var Ac=e=>e instanceof Element&&e.closest("input:not([type=checkbox]), \
textarea, select")!==null;function Pc(){let e=f("filters");H.matches&&e.open?zi(e,()=>{e.open=!1},e.querySelector("summa\
ry")):he(f("time"))?zi(f("time"),()=>Er(!1),f("time-open")):(X("search").value&&(X("search").value="",Ut()),Xn())}function zi(e,t,n){
let o=he(e);t(),o&&n.focus()}function kr(e){l.singleKeys=e,f("find").querySelector("kbd").hidden=!e}function qi(){let e=({
key:o,does:r})=>m("tr",{},m("th",{scope:"row"},m("kbd",{},o)),w(r,"td")),t=Ki(),n=m("input",{type:"checkbox",id:"single-\
keys"});Ve(n,{change:()=>{kr(n.checked),j("changed")}}),n.checked=l.singleKeys,Kt("Keyboard shortcuts",m("table",{class:"\
keys"},m("tbody",{},...Dc.map(e),...t.map(e))),m("label",{class:"row"},n,`Use single-key shortcuts (${t.map(({key:o})=>o).
join(" ")}) outside text fields`))}var Yi=e=>Ge(e.flatMap(t=>Object.keys(t.labels)),t=>t),Zi=e=>e.size<2?[]:[...e.keys()].filter(t=>t!=="en").sort(),Xi=()=>new Set(
Zi(Yi(G)));function pn(){let e=Yi($);if(l.language&&!e.has(l.language)&&e.set(l.language,0),f("language-row").hidden=e.size<
2,document.getElementById("language")?.remove(),e.size<2)return;let t=Zi(e).map(o=>m("option",{value:o,lang:o},`${K(Ic(o))}\
 (${e.get(o)})`)),n=m("select",{id:"language"},m("option",{value:""},"English"),...t);Ve(n,{change:()=>Bc(n.value)}),n.value=
l.language,f("language-row").append(n)}function Ic(e){try{return new Intl.DisplayNames([e],{type:"language"}).of(e)??e}catch{
return e}}function Mr(e){l.language=e,M.dataset.language=e,En(e)}function Bc(e){Mr(e),l.selected&&J(l.selected,{bring:!1}),
j("language"),me()}var po=!1,fn="";function Fc(){let{selected:e,path:t}=l;return e?e.type==="row"?{type:"row",row:Number(e.id)}:e.type!=="p\
ath"?{type:e.type,id:e.id}:t.from?{type:"path",from:t.from,to:t.to,at:t.at}:null:null}function Hc(){let e=X("search").value.
trim(),{selected:t}=l;return t?.type==="node"&&e===h(t.id).label?"":e}function Rc(){let e=l.view==="map"&&l.strength!==l.
strengthAtFirst;return{view:l.view,selected:Fc(),search:Hc(),hiddenKinds:[...l.hiddenKinds],hiddenRelations:[...l.hiddenRelations],
inferredHidden:l.inferredHidden,thinned:l.thinned,strength:e?l.strength:null,language:l.language,singleKeys:l.singleKeys,
opened:l.opened===null?null:L[l.opened].hubs[0],centred:l.centred,at:l.days.at,known:l.days.known,eye:l.movedByHand&&I?{
...I.getViewPosition(),scale:I.getScale()}:null}}function qt(){if(!po)return;let e=As(Rc(),P).toString();if(M.dataset.state=
e,e!==fn){fn=e;try{history.replaceState(null,"",`${location.pathname}${location.search}${e?`#${e}`:""}`)}catch{}}}var Qi=()=>`${location.
href.split("#")[0]}${fn?`#${fn}`:""}`;function Ji(e){po=!1,fn=e.replace(/^#/,""),Gc(),yt(Yo(e));let t=Is(e,{hasNode:r=>Be.
has(r),hadNode:r=>ne.has(r),edges:te,kinds:new Set(oe.keys()),relations:new Set(Oe.map(r=>r.relation)),languages:Xi(),rows:y.
answer?.rows.length??0});Vc(t),jc(t),X("search").value=t.search,Wc(t.selected);let{selected:n}=l;n?.type==="node"&&!t.search&&
(X("search").value=h(n.id).label),n&&on(gt(n),{animate:!1,refit:!0});let{eye:o}=t;l.movedByHand=o!==null,o&&S().moveTo({
position:{x:o.x,y:o.y},scale:o.scale,animation:!1}),po=!0,qt()}function Gc(){vt(),Ut(),hi(),J(null),Object.assign(l,{before:null,
cursor:null,pointed:null}),Jn(null,null,0)}function Vc(e){On(e.hiddenKinds,e.hiddenRelations),l.inferredHidden=e.inferredHidden,
l.thinned=e.thinned,kr(e.singleKeys),l.strength=e.strength??l.strengthAtFirst,sn(e.centred),Mr(e.language),pn()}function jc({
opened:e,view:t}){fr(O&&e!==null?h(e).community??null:null),pr(At().includes(t)?t:"network"),pe(),ce({animate:!1})}function Wc(e){
if(e){if(e.type==="path")Jn(e.from,e.to,e.at);else if(e.type==="arc"&&!(l.view==="map"&&F.has(e.id)))return;J(_c(e),{bring:!1})}}
function _c(e){return e.type==="path"?{type:"path",id:"path"}:{type:e.type,id:e.type==="row"?String(e.row):e.id}}function ea(){
let e=()=>{l.movedByHand=!0,qt()};V("changed",qt),S().on("zoom",e),S().on("animationFinished",qt),S().on("dragEnd",({nodes:t})=>{
t.length||e()}),f("search").addEventListener("input",qt),addEventListener("hashchange",()=>Ji(location.hash)),location.hash.
length>1&&Ji(location.hash),po=!0,qt()}async function zc(e,t){try{await navigator.clipboard.writeText(Qi()),e.textContent=
"Copied."}catch{t.focus(),t.select(),e.textContent=document.execCommand("copy")?"Copied.":"Press Ctrl+C to copy it."}}function ta(){
if(location.protocol==="about:")return m("p",{class:"group"},"Links work only if the page is a file: write the page to a\
 file first.");let e=m("input",{id:"link",type:"text",readonly:!0,"aria-label":"Link to this view",dir:"ltr"});e.value=Qi();
let t=m("span",{role:"status",id:"copied"}),n=T({class:"action",id:"copy"},()=>{zc(t,e)},"Copy link");return m("div",{class:"\
link-row"},e,n,t)}var fo=e=>y.answer.columns.map((t,n)=>[t,e.cells[n]??""]).filter(([,t])=>t);var Lr=300;function na(){let{answer:e}=y,t=f("answer");if(t.hidden=!e,!e)return;let{rows:n}=e,o=r=>t.append(m("p",{class:"\
group"},r));t.open=!H.matches,t.append(m("summary",{},"Answer ",m("span",{class:"count"},k(n.length,"row","rows"))),m("o\
l",{},...n.slice(0,Lr).map(Kc))),n.length||o("No rows: the graph contains no answer."),n.length>Lr&&o(`The first ${Lr} r\
ows; kg ask lists all of them.`)}function Kc(e,t){let n=fo(e).flatMap(([r,s],i)=>[w(r,"span",{class:"column"})," ",w(s,i?
"span":"strong",{class:"cell"})," "]),o=()=>fe({type:"row",id:String(t)});return m("li",{},T({class:"plain",id:`row-${t}`},
o,...n))}function oa(){let{selected:e}=l;for(let t of f("answer").querySelectorAll("button"))t.setAttribute("aria-curren\
t",String(e?.type==="row"&&t.id===`row-${e.id}`))}function un(){if(!O)return;let e=document.getElementById("communities")??Uc(),t=he(e),n=l.view==="map";f("back").hidden=
A()||n||!we.list.length,e.replaceChildren(...n||l.opened===null?qc(n):Yc(l.opened)),t&&!he(e)&&uo()}var uo=()=>f("commun\
ities").querySelector("summary").focus();function Uc(){let e=m("details",{id:"communities",open:!H.matches});H.matches?f(
"find").before(e):f("answer").after(e);let t=()=>{eo(null),uo()};return f("views").before(T({id:"back",title:"Back to al\
l communities"},t,"\u2190 All")),e}function ra({at:e,count:t},n,o){let r=()=>{eo(e),uo()},s=w(Tn(e),"strong");return m("\
li",{},T({class:"plain","data-group":e},r,s,w(k(t,n,o))))}function qc(e){let{members:t}=Ee(),{opened:n}=l,o=e?"The map s\
hows the whole graph. A community opens in the network view.":"The graph is too large to draw at once: open a community,\
 or search. The things of a community have more relations with each other than with the rest.",r=()=>{Ke("network"),uo()};
return[m("summary",{},"Communities ",m("span",{class:"count"},String(L.length))),m("p",{class:"group"},o),e&&n!==null?T(
{class:"plain back"},r,w(`\u2190 Back to ${Tn(n)}`)):"",m("ol",{},...L.map((s,i)=>ra({at:i,count:t[i]},"thing","things")))]}
function Yc(e){let{members:t,within:n,neighbours:o}=Ee(),r=o[e],s=r.reduce((d,{count:p})=>d+p,0),i=`${k(t[e],"thing","th\
ings")} with ${k(n[e],"relation","relations")} among them.`,c=`${k(s,"relation leads","relations lead")} to ${k(r.length,
"other community","other communities")}:`;return[m("summary",{},w(Tn(e))),m("p",{class:"group"},`${i} ${s?c:"No relation\
 leads to another community."}`),m("ol",{},...r.map(d=>ra(d,"relation","relations")))]}function sa(e){if(!O)return;let t=S();
t.on("click",({pointer:o})=>{let r=A()?Io(L,o.canvas):null;r!==null&&eo(r)});let n=o=>{o!==l.pointed&&(l.pointed=o,f("ca\
nvas").classList.toggle("over",o!==null),t.redraw())};e.addEventListener("mousemove",({offsetX:o,offsetY:r})=>{n(A()?Io(
L,t.DOMtoCanvas({x:o,y:r})):null)}),e.addEventListener("mouseleave",()=>n(null))}var ho=[],Tr=[],Or=()=>{for(let e of ho)e()},aa=e=>{for(let t of Tr)t(e)};function go(e,t){let n=m("span",{class:"part"});
return Tr.push(o=>{let r=Gi(t(o),e);n.textContent!==r&&(n.textContent=r)}),m("span",{class:"count"},n,String(e))}var la=e=>w(
e,"span",{class:"name"});function ca(e,t,n,o,r,s){let i=m("input",{type:"checkbox",checked:!0}),a=m("label",{class:"row"},
i,t,la(n),o);return i.addEventListener("change",()=>{s(i.checked),pe()}),ho.push(()=>{i.checked=r(),a.classList.toggle("\
off",!r())}),e.append(a),i}function ia(e,t,n,o){for(let{key:i,name:a,figure:c,whole:d}of o){let p=go(d,g=>t.has(i)?d:g[n].
get(i)??0),u=g=>g?t.delete(i):t.add(i);ca(e,c,a,p,()=>!t.has(i),u).dataset.key=i}let r=e.firstElementChild,s=T({class:"a\
ll"},()=>{let i=t.size===0;if(t.clear(),i)for(let{key:a}of o)t.add(a);pe()});ho.push(()=>{s.textContent=t.size?"all":"no\
ne",s.setAttribute("aria-label",`${r.textContent}: ${s.textContent}`)}),r.after(s)}function Nr(){ho.length=0,Tr.length=0;
for(let n of["kinds","relations","signs"])for(let o of f(n).querySelectorAll(".row, .all"))o.remove();let e=co($,te),t=[
...oe.keys()].filter(n=>e.kinds.has(n)).map(n=>({key:n,name:ge(n),figure:jt(n),whole:e.kinds.get(n)}));ia(f("kinds"),l.hiddenKinds,
"kinds",t),ia(f("relations"),l.hiddenRelations,"relations",Zc()),f("relations").hidden=!te.length,Xc()}function Zc(){let e=new Map(
te.map(n=>[n.relation,n.via?ge(n.relation.replace(/^.*:/,"")):n.label])),t=new Set(te.filter(n=>!n.inferred).map(n=>n.relation));
return[...Ge(te,n=>n.relation)].map(([n,o])=>({key:n,name:e.get(n),figure:hr(!t.has(n)),whole:o})).sort((n,o)=>o.whole-n.
whole||(n.name<o.name?-1:1))}function Xc(){let{inferred:e,planned:t,contested:n}=vr($,te),o=f("signs"),r=(i,a,c)=>o.append(
m("div",{class:"row sign"},i,la(a),c));if(e){let i=go(e,c=>l.inferredHidden?e:c.inferred),a=c=>{l.inferredHidden=!c};ca(
o,hr(!0),"Inferred, with a proof",i,()=>!l.inferredHidden,a).id="inferred"}let s=$.find(i=>i.planned);s&&r(jt(s.kind,!0),
"Planned",go(t,i=>i.planned)),n&&r(Oi(),"Contested",go(n,i=>i.contested)),o.hidden=!(e||t||n)}function bo(){let[e,t]=[se(),ie()];aa(co(e,t)),M.dataset.nodes=String(e.length),M.dataset.edges=String(t.length);let o=`${l.
view==="map"?`${le().length} on the map; `:""}${k(e.length,"thing","things")}, ${k(t.length,"relation","relations")}`,r=m(
"span",{"aria-hidden":"true"},`${e.length} \xB7 ${t.length}`);f("shown").replaceChildren(...H.matches?[r,m("span",{class:"\
visually-hidden"},o)]:[o]),f("empty").hidden=e.length>0,$.length&&!e.length&&Jc()}function Jc(){let e=[...l.hiddenKinds].
map(ge),t=e.length&&`without the ${e.length>1?"classes":"class"} ${e.join(", ")}`,n=e.length===oe.size?"all classes are \
switched off":t,o=ro(),r=[n,l.centred&&`only ${oo()}`,o&&`only ${o}`],s=()=>{xi(),_e().focus()};f("empty").replaceChildren(
w(`There is nothing to show: ${D(r,"; ")}.`,"p"),T({class:"action",id:"reset"},s,"Show everything"))}function da(){let{centred:e}=l,t=f("neighbourhood");if(t.hidden=!e,!e){t.replaceChildren();return}let n=e.steps===1?2:1;
t.replaceChildren(w(`Only ${oo()}.`)," ",T({class:"plain"},()=>Vt(e.id,n),n===1?"One step":"Two steps"),T({class:"plain",
id:"neighbourhood-all"},()=>Vt(null),"Show everything"))}function gn(){A()?td():l.view==="map"?ed():Qc()}function Qc(){let[e,t]=[f("note-text"),yn("all-lines")],n=et().length,{drawn:o,
thick:r}=de(),s=n>y.crowd;f("strength").hidden=!0,t.hidden=!s,t.textContent=l.thinned?"Draw all":"Thin out",e.textContent=
Wn(o.size,n),e.title=l.thinned&&s?"Each relation that is left out joins things that at most three drawn relations join. \
Point at a thing to see all its relations.":"",f("note").hidden=!s&&!r.size,M.dataset.drawn=String(o.size),M.dataset.arcs=
"0"}function ed(){let[e,t,n]=[$n(),l.strength??1,X("strength")];n.hidden=e<2,f("all-lines").hidden=!0,n.max=String(e),n.
value=String(Math.min(t,e)),n.setAttribute("aria-valuetext",`at least ${k(t,"link","links")}`);let o=[...F.values()].filter(
Cn).length,r=t>1?` with ${t} or more links`:"";f("note-text").textContent=`Arcs${r}: ${o} of ${F.size}`,f("note").hidden=
!F.size,M.dataset.arcs=String(o),M.dataset.drawn="0"}function td(){let{pairs:e,strong:t}=Ee(),n=`${t.length} of ${e} lin\
es between them: point at a community to see all its lines`,o=k(e,"line between them","lines between them"),r=f("note-te\
xt");r.textContent=`${k(L.length,"community","communities")}; ${t.length<e?n:o}`,r.title="Click a bubble to open it. A w\
ider line stands for more relations.",f("note-names").textContent="",f("all-lines").hidden=!0,f("strength").hidden=!0,f(
"note").hidden=!1,M.dataset.drawn="0",M.dataset.arcs="0"}function ma(){f("all-lines").addEventListener("click",()=>{l.thinned=
!l.thinned,pe()}),f("strength").addEventListener("input",()=>{l.strength=Number(X("strength").value),me(),gn()})}function nd(e,t){let{known:n,...o}=e.sources[t]??{};return{iri:t,...o}}function pa(e,t,n,o,r){let i=[...new Set([...t,...n].
flatMap(c=>Yt(e,c)))].sort().map(c=>nd(e,c)),a={title:e.title,data_version:e.version??"",licence:e.licence??"",shown:od(
e,o),sources:i};return{data:e,day:r,nodes:t,edges:n,about:a}}function Yt(e,t){let n="sources"in t?t.sources:[];return[...new Set(
[...n,...t.passages.map(o=>e.passages[o].source)])].sort()}var St=({iri:e,title:t,publisher:n,issued:o,url:r,licence:s})=>D(
[t??e,n,o,r,s&&`licence: ${s}`],", "),fa=({data_version:e,licence:t,shown:n,sources:o})=>[`Data version: ${e}`,`Licence:\
 ${t}`,`Shown: ${n}`,"Sources:",...o.map(St)];function od(e,{hiddenKinds:t,hiddenRelations:n,inferredHidden:o,centred:r,
days:s}){let i=[...t].map(ge),a=e.edges.filter(p=>n.has(p.relation)).map(p=>p.label),c=[...new Set(a)],d=r?.steps===1?"o\
ne step":"two steps";return D([i.length&&`without the classes ${i.join(", ")}`,c.length&&`without the relations ${c.join(
", ")}`,o&&"without what is inferred",r&&`only ${r.label} and what is ${d} away`,e.slice,s.at&&`what held on ${s.at}`,s.
known&&`known by ${s.known}`],"; ")||"all"}var Ue=["label","kind","curie","subtitle","note","start","end","status","due","overdue","fulfilled_by","amount","currenc\
y","contested","sources"],qe=["relation","label","through","how","start","end","inferred","contested","sources"],rd=(e,t)=>e[t]??
null;function ua(e,t,n){return n==="overdue"?ur(t,e.day):rd(t,n)}var $r=(e,t,n)=>n==="sources"?Yt(e.data,t).join(" "):ua(
e,t,n),ga=(e,t,n)=>n==="sources"?Yt(e.data,t):ua(e,t,n),wo=(e,t,n)=>n.map(o=>[o,$r(e,t,o)]).filter(([,o])=>o!==null&&o!==
""),sd=["inferred","contested","overdue"],hn=e=>sd.includes(e)?"boolean":"string";var id=/(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/gu,ad=/^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|INF)$/i,
ld=/^[\s\p{Cc}\p{Cf}\p{Z}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;function cd(e){let t=e===null?"":String(e),n=t.replace(id,""),
r=ld.test(n)&&!ad.test(n)||/^[\t\r\n]/.test(t)?`'${n}`:n;return/[",\r\n]/.test(r)?`"${r.replaceAll('"','""')}"`:r}function ha(e,t,n,o){
let{data:r,about:s}=e,i=d=>Yt(r,d).map(p=>St({iri:p,...r.sources[p]})).join("; "),a=[...n,...o.map(d=>[d,p=>$r(e,p,d)]),
["source_titles",i],["graph",()=>s.title],["data_version",()=>s.data_version],["licence",()=>s.licence]],c=t.map(d=>a.map(
([,p])=>p(d)));return`\uFEFF${[a.map(([d])=>d),...c].map(d=>`${d.map(cd).join(",")}\r
`).join("")}`}var ba=e=>ha(e,e.nodes,[["id",({id:t})=>t]],Ue);function wa(e,t){let n=[["from",o=>o.from],["to",o=>o.to],
["from_label",o=>t(o.from)],["to_label",o=>t(o.to)]];return ha(e,e.edges,n,qe)}var W=(e,t={},...n)=>({tag:e,attributes:t,children:n}),ya={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","	":"&#x9;","\n":"\
&#xa;","\r":"&#xd;"},dd=e=>Xe(e).replace(/[&<>\r]/g,t=>ya[t]),md=e=>Xe(e).replace(/[&<>"\t\n\r]/g,t=>ya[t]);function xa({
tag:e,attributes:t,children:n}){let o=Object.entries(t).map(([s,i])=>` ${s}="${md(i)}"`),r=n.map(s=>typeof s=="string"?dd(
s):xa(s)).join("");return`<${e}${o.join("")}${r?`>${r}</${e}>`:"/>"}`}var yo=e=>`<?xml version="1.0" encoding="UTF-8"?>
${xa(e)}
`;var pd="http://www.gexf.net/1.2draft/viz",va=e=>e!=="label",Sa={node:Ue.filter(va),edge:qe.filter(va)};function Ea(e,{placeOf:t,
nodeColour:n}){let{nodes:o,edges:r,about:s}=e,i=u=>W("attributes",{class:u},...Sa[u].map(g=>W("attribute",{id:`${u}-${g}`,
title:g,type:hn(g)}))),a=(u,g)=>W("attvalues",{},...wo(e,g,Sa[u]).map(([x,v])=>W("attvalue",{for:`${u}-${x}`,value:v}))),
c=(u,g)=>W(`viz:${u}`,{"xmlns:viz":pd,...g}),d=u=>{let[g,x,v]=_n(n(u)),{x:E,y:N}=t(u);return W("node",{id:u.id,label:u.label},
a("node",u),c("color",{r:g,g:x,b:v}),c("position",{x:E,y:-N,z:0}),c("size",{value:u.size}))},p=u=>W("edge",{id:u.id,source:u.
from,target:u.to,label:u.label},a("edge",u));return yo(W("gexf",{xmlns:"http://www.gexf.net/1.2draft",version:"1.2"},W("\
meta",{},W("creator",{},"kg"),W("description",{},[s.title,...fa(s)].join(`
`))),W("graph",{defaultedgetype:"directed",mode:"static"},i("node"),i("edge"),W("nodes",{},...o.map(d)),W("edges",{},...r.
map(p)))))}var ka=["x","y"];function Ma(e,t){let{nodes:n,edges:o,about:r}=e,{title:s,data_version:i,licence:a}=r,c={title:s,data_version:i,
licence:a,shown:r.shown,sources:r.sources.map(St).join(`
`)},d=(g,x,v,E)=>W("key",{id:`${g}-${v}`,for:x,"attr.name":v,"attr.type":E}),p=(g,x)=>W("data",{key:g},String(x)),u=(g,x,v)=>wo(
e,g,v).map(([E,N])=>p(`${x}-${E}`,N));return yo(W("graphml",{xmlns:"http://graphml.graphdrawing.org/xmlns"},...Object.keys(
c).map(g=>d("g","graph",g,"string")),...Ue.map(g=>d("n","node",g,hn(g))),...ka.map(g=>d("n","node",g,"double")),...qe.map(
g=>d("e","edge",g,hn(g))),W("graph",{id:"G",edgedefault:"directed"},...Object.entries(c).map(([g,x])=>p(`g-${g}`,x)),...n.
map(g=>W("node",{id:g.id},...u(g,"n",Ue),...ka.map(x=>p(`n-${x}`,t(g)[x])))),...o.map(g=>W("edge",{id:g.id,source:g.from,
target:g.to},...u(g,"e",qe))))))}function La(e){let{data:t,nodes:n,edges:o,about:r}=e,s=c=>c.passages.map(d=>t.passages[d]),i=(c,d)=>Object.fromEntries(d.
map(p=>[p,ga(e,c,p)])),a={directed:!0,multigraph:!0,graph:r,nodes:n.map(c=>({id:c.id,...i(c,Ue),facts:Object.fromEntries(
c.facts),passages:s(c)})),edges:o.map(c=>({source:c.from,target:c.to,key:c.id,...i(c,qe),passages:s(c)}))};return`${JSON.
stringify(a,null,1)}
`}async function Ta(e){let t=new Image,n=URL.createObjectURL(new Blob([e],{type:"image/svg+xml"}));try{t.src=n,await t.decode();
let o=document.createElement("canvas"),r=Math.min(2,8e3/Math.max(t.width,t.height));return[o.width,o.height]=[t.width*r,
t.height*r],o.getContext("2d").drawImage(t,0,0,o.width,o.height),await new Promise((s,i)=>{o.toBlob(a=>a?s(a):i(new Error(
"the picture is too large")),"image/png")})}finally{URL.revokeObjectURL(n)}}function R(e,t,...n){let o={};for(let[r,s]of Object.entries(t))s===null||s===!1||(o[r]=typeof s=="number"?+s.toFixed(2):
s);return U(e,o,...n)}var Ie=(e,t)=>R("text",{direction:Mt(e)?"rtl":null,...t},Xe(e));function xo(e,t,n,o,r){let s=Vr(e,
o);if(!s)return R("circle",{cx:t,cy:n,r:o,...r});let i=s.map(([a,c])=>`${(t+a).toFixed(1)},${(n+c).toFixed(1)}`).join(" ");
return R("polygon",{points:i,...r})}var ae=({x:e,y:t})=>`${e.toFixed(1)} ${t.toFixed(1)}`;function Oa(e){let t=fd(e);if(!t)return[];let n=e.color.color,o=Array.isArray(e.dashes)?e.dashes.join(" "):null,r={fill:"\
none",stroke:n,"stroke-width":e.width,"stroke-dasharray":o},s=R("path",{d:t.path,...r});return e.arrows.to.enabled&&t.point?
[s,gd(e,t.point,n)]:[s]}function fd({id:e,from:t,to:n,smooth:o}){let[r,s]=[He(e,0),He(e,1)];if(!r||!s)return null;let i=d=>He(
e,d);if(t===n)return ud(S().getPosition(t),Y(ne.get(t)));if("type"in o&&o.type==="cubicBezier"){let[d,p]=[i(.3333333333333333),
i(.6666666666666666)],u=N=>[(-5*r[N]+18*d[N]-9*p[N]+2*s[N])/6,(2*r[N]-9*d[N]+18*p[N]-5*s[N])/6],[[g,x],[v,E]]=[u("x"),u(
"y")];return{path:`M${ae(r)}C${ae({x:g,y:v})} ${ae({x,y:E})} ${ae(s)}`,point:i}}if(!o.enabled)return{path:`M${ae(r)}L${ae(
s)}`,point:i};let a=i(.5),c={x:2*a.x-(r.x+s.x)/2,y:2*a.y-(r.y+s.y)/2};return{path:`M${ae(r)}Q${ae(c)} ${ae(s)}`,point:i}}
function ud({x:e,y:t},n){return{path:`M${ae({x:e,y:t-n})}a14 14 0 1 1 ${n} ${n}`,point:null}}function gd(e,t,n){let o=S().
getPosition(e.to),r=Y(ne.get(e.to))+1,[s,i]=[.5,1];for(let u=0;u<14;u+=1){let g=(s+i)/2,{x,y:v}=t(g);Math.hypot(x-o.x,v-
o.y)>r?s=g:i=g}let[a,c]=[t(s),t(Math.max(s-.03,0))],d=Math.atan2(a.y-c.y,a.x-c.x)*180/Math.PI,p=`translate(${ae(a)}) rot\
ate(${d.toFixed(1)})`;return R("path",{d:"M0 0-7 3-5.5 0-7-3Z",transform:p,fill:n})}function Na(){let[e,t]=[R("g",{}),Xt()];if(A())return xd(e,t),{body:e,box:t};de();let n=le(),o=S().getPositions(),r=Kn().
labels.filter(({id:i})=>o[i]),s=r[0]?.unit??1;l.view==="map"&&wd(e,t);for(let i of Me.get())e.append(...Oa(i));for(let i of n)
hd(e,t,i,o[i.id]);bd(e,t,r,s);for(let{x:i,y:a,isSmall:c}of wt().filter(({isFaded:d})=>!d))e.append(...Cr(i,a,(c?4.5:6)*s));
return l.view==="layers"&&yd(e,t,s),{body:e,box:n.length?t:{left:0,top:0,right:400,bottom:100}}}function hd(e,t,n,{x:o,y:r}){
let s=Y(n),i=tt.get(n.id);je(t,o-s*1.3,r-s*1.3,o+s*1.3,r+s*1.3),e.append(xo(n.shape,o,r,s,{fill:i.color.background,stroke:i.
color.border,"stroke-width":i.borderWidth,"stroke-dasharray":n.planned?"4 3":null}));let a=Ft(n);if(a){let c=ee(),d=nr(s),
p=c&&!c.nodes.has(n.id)?.3:null;e.append(R("image",{href:a,x:o-d,y:r-d,width:2*d,height:2*d,opacity:p}))}else if(n.code){
let c=n.planned?Z(n.kind):b.onDisc,d={"font-size":s*.82,"font-weight":650,"text-anchor":"middle",fill:c};e.append(Ie(n.code,
{x:o,y:r+s*.3,...d}))}}function bd(e,t,n,o){for(let{lead:r}of n){if(!r)continue;let s=`M${ae({x:r[0],y:r[1]})}L${ae({x:r[2],
y:r[3]})}`;e.append(R("path",{d:s,stroke:b.soft,"stroke-width":o}))}if(l.view==="layers")for(let{box:{left:r,top:s,right:i,
bottom:a}}of n)e.append(R("rect",{x:r,y:s,width:i-r,height:a-s,fill:b.paper}));for(let r of n)je(t,r.box.left,r.box.top,
r.box.right,r.box.bottom),r.rows.forEach((s,i)=>{let a={x:r.x,y:r.y+(i*14+11)*r.unit},c={"font-size":r.px,"font-weight":r.
bold?620:450,"text-anchor":"middle"};e.append(Ie(s,{...a,...c,fill:b.ink,...$a(3.2*r.unit)}))})}var $a=e=>({stroke:b.paper,
"stroke-width":e,"paint-order":"stroke","stroke-linejoin":"round"}),Cr=(e,t,n)=>[R("circle",{cx:e,cy:t,r:n,fill:b.ink,stroke:b.
paper,"stroke-width":n/4}),Ie("!",{x:e,y:t+n*.55,"font-size":n*1.6,"font-weight":700,"text-anchor":"middle",fill:b.paper})];
function wd(e,t){let{outline:n,land:o}=y.map,r=[...n,...[...n].reverse().map(([i,a])=>[-i,a])];for(let[i,a]of r)je(t,i,a,
i,a);e.append(R("polygon",{points:r.map(([i,a])=>`${i},${a}`).join(" "),fill:b.sea}));let s=xn(o).map(i=>`M${i.map(([a,c])=>`${a}\
 ${c}`).join("L")}Z`);e.append(R("path",{d:s.join(""),fill:b.land}))}function yd(e,t,n){let o=sr(n);je(t,0,o-14*n,0,o);for(let{
text:r,x:s}of rr())e.append(Ie(r,{x:s,y:o,"font-size":12*n,"font-weight":620,fill:b.soft}))}function xd(e,t){for(let{a:n,
b:o,count:r}of Ee().strong){let s={x1:L[n].x,y1:L[n].y,x2:L[o].x,y2:L[o].y},i=z(b.edge,b.paper,.45);e.append(R("line",{...s,
stroke:i,"stroke-width":er(r)}))}for(let{x:n,y:o,r,kind:s}of L){je(t,n-r,o-r,n+r,o+r);let i=z(Z(s),b.paper,.86);e.append(
R("circle",{cx:n,cy:o,r,fill:i,stroke:Z(s),"stroke-width":1.3}))}for(let n of oe.keys())e.append(vd(n));for(let{rows:n,x:o,
y:r,count:s}of tn(1))[...n,s].forEach((i,a)=>{if(!i)return;let c=a<n.length,d={"font-size":c?12:11,"font-weight":c?620:450,
"text-anchor":"middle"},p=c?b.ink:b.soft;e.append(Ie(i,{x:o,y:r+a*15+11,...d,fill:p,...$a(4)}))})}function vd(e){let t=$.
filter(n=>n.kind===e&&_(n));return R("path",{d:t.map(n=>`M${ae(Ct(n))}h0`).join(""),fill:"none",stroke:Z(e),"stroke-widt\
h":2*Qo(e),"stroke-linecap":"round"})}var Ye=28;function Dr(e){let{body:t,box:n}=Na(),{about:o}=e,[r,s]=[n.right-n.left,n.bottom-n.top],i=Math.min(Math.max(1200/
Math.max(r,1),.4),2.5),a=Math.max(r*i+2*Ye,560),c=a-2*Ye,d=Ca(o.title,c,20),p=Ye+d.length*26+(o.shown==="all"?0:20),u=Ca(
Ed(e),c,11),g=Md(c),x=p+s*i+26,v=x+g.rows*24+12+u.length*16+Ye,E=Sd(a,v,o);d.forEach((ue,Ze)=>{E.append(Ie(ue,{x:Ye,y:Ye+
16+Ze*26,"font-size":20,"font-weight":650,fill:b.ink}))}),o.shown!=="all"&&E.append(Ie(`Shown: ${o.shown}`,{x:Ye,y:p-6,"\
font-size":12,fill:b.soft}));let[N,Te]=[(a-r*i)/2-n.left*i,p+10-n.top*i],kt=`translate(${N.toFixed(1)} ${Te.toFixed(1)})\
 scale(${i.toFixed(4)})`,C=R("g",{transform:kt});C.append(...t.childNodes),E.append(C);for(let ue of g.items){let[Ze,Rr]=[
Ye+ue.x,x+ue.row*24];E.append(...ue.sign(Ze+7,Rr+7)),E.append(Ie(ue.name,{x:Ze+20,y:Rr+11,"font-size":12,fill:b.ink}))}return u.
forEach((ue,Ze)=>{E.append(Ie(ue,{x:Ye,y:x+g.rows*24+20+Ze*16,"font-size":11,fill:b.soft}))}),`<?xml version="1.0" encod\
ing="UTF-8"?>
${new XMLSerializer().serializeToString(E)}
`}function Sd(e,t,n){let{title:o,shown:r,data_version:s,licence:i,sources:a}=n,c=[`Shown: ${r}`,`Data version: ${s}`,`Li\
cence: ${i}`,"Sources:"];return R("svg",{xmlns:"http://www.w3.org/2000/svg",viewBox:`0 0 ${e.toFixed(0)} ${t.toFixed(0)}`,
width:Math.round(e),height:Math.round(t),"font-family":b.font.replaceAll('"',"'"),role:"img"},R("title",{},Xe(o)),R("des\
c",{},Xe([...c,...a.map(St)].join(`
`))),R("rect",{width:"100%",height:"100%",fill:b.paper}))}function Ed({edges:e,about:t}){let{data_version:n,licence:o,sources:r}=t,
s=l.view==="map"||A(),i=s?0:Me.length,a=i&&i<e.length?`${Wn(i,e.length)}. `:"",c=e.some(E=>E.inferred)&&!s?"Dashed lines\
 are inferred. ":"",d=[...new Set(r.map(E=>E.licence).filter(Boolean))],p=d.length?` ${d.length===1?"Licence":"Licences"}\
 that sources name: ${d.join("; ")}.`:"",u=k(mt.length,"source","sources"),x=r.length<mt.length?`${r.length} of ${u} cit\
ed by what is shown`:u,v=[...new Set(r.map(({publisher:E,title:N,iri:Te})=>E??N??Te))].join("; ");return`${a}${c}Data ve\
rsion ${n||"unknown"}. Licence of the data: ${o||"not given"}. ${x}: ${v}.${p}`}function kd(){let e=A()?se():le(),t=new Set(
e.map(i=>i.kind)),n=(i,a)=>(c,d)=>[xo(oe.get(i).shape,c,d,6,a)],o=[...oe.keys()].filter(i=>t.has(i)).map(i=>({name:ge(i),
sign:n(i,{fill:Z(i)})}));if(A())return o;let r=e.find(i=>i.planned);if(r){let i={fill:b.paper,stroke:Z(r.kind),"stroke-w\
idth":1.8,"stroke-dasharray":"3 2"};o.push({name:"Planned",sign:n(r.kind,i)})}return wt().some(({isFaded:i})=>!i)&&o.push(
{name:"Contested",sign:(i,a)=>Cr(i,a,6.5)}),o}function Md(e){let t=$e(`12px ${b.font}`),[n,o]=[0,0];return{items:kd().map(
s=>{let i=t(s.name)+44;n&&n+i>e&&([n,o]=[0,o+1]);let a={...s,x:n,row:o};return n+=i,a}),rows:o+1}}var Ca=(e,t,n)=>Es(e,t,
$e(`${n>=20?650:450} ${n}px ${b.font}`));function Ld(){let{hiddenKinds:e,hiddenRelations:t,inferredHidden:n,centred:o,days:r}=l,s=o&&{label:h(o.id).label,steps:o.
steps},i={hiddenKinds:e,hiddenRelations:t,inferredHidden:n,centred:s,days:r};return pa(y,se(),ie(),i,it())}var Da=({id:e})=>Dt(
h(e)),Et=(e,t,n,o,r,s)=>({id:e,name:t,use:n,make:async()=>Od(await s(Ld()),o,r)}),Td=[Et("png","PNG","A picture, for sli\
des or mails","image/png",".png",e=>Ta(Dr(e))),Et("svg","SVG","A drawing, sharp at any size","image/svg+xml",".svg",Dr),
Et("graphml","GraphML","For yEd, Cytoscape, networkx","application/xml",".graphml",e=>Ma(e,Da)),Et("gexf","GEXF","For Ge\
phi, with positions and colours","application/xml",".gexf",e=>Ea(e,{placeOf:Da,nodeColour:It})),Et("json","JSON","With p\
assages; networkx.node_link_graph reads it","application/json",".json",La),Et("csv-nodes","CSV, things","A table of what\
 is shown","text/csv","-things.csv",ba),Et("csv-edges","CSV, relations","A table of how it is linked","text/csv","-relat\
ions.csv",e=>wa(e,t=>h(t).label)),{id:"print",name:"Print",use:"The drawing, and below it the details",make:()=>{vt(),print()}}];
function Od(e,t,n){let o=e instanceof Blob?e:new Blob([e],{type:`${t};charset=utf-8`}),r=URL.createObjectURL(o),s=y.version?.
replace(/[^\w.]+/g,"-"),i=D([Gr(y.title)||"graph",s],"-");m("a",{href:r,download:`${i}${n}`}).click(),setTimeout(()=>URL.
revokeObjectURL(r),6e4)}function Aa(){let e=m("p",{role:"status",class:"group"}),t=async s=>{try{await s.make(),M.dataset.
saved=s.id}catch(i){e.textContent=`${s.name} could not be written: ${i instanceof Error?i.message:i}`}},n=k(se().length,
"thing","things"),o=k(ie().length,"relation","relations"),r=Td.map(s=>{let i=[m("strong",{},s.name),m("span",{},s.use)];
return m("li",{},T({id:`save-${s.id}`},()=>{t(s)},...i))});Kt("Save what is shown",ta(),Q("Files"),m("p",{class:"group"},
`${n} and ${o}; each file names its sources, the licence and the version of the data.`),m("ul",{class:"formats"},...r),e)}function vo(){let e=At();f("views").hidden=e.length<2&&!O;for(let t of nt){let n=yn(`view-${t}`),o=O&&t==="layers";n.hidden=
!e.includes(t)&&!o,n.disabled=!e.includes(t),o&&(n.title=`One column for each class${n.disabled?`: ${Nd()}`:" (2)"}`),n.
setAttribute("aria-pressed",String(t===l.view))}}function Nd(){return l.opened===null?"open a community first":`all thin\
gs of this community are in one column, ${y.columns[Zo()[0]]}`}function Pa(){for(let e of nt)f(`view-${e}`).addEventListener(
"click",()=>Ke(e))}var Ia={ArrowRight:[1,0],ArrowLeft:[-1,0],ArrowDown:[0,1],ArrowUp:[0,-1]},$d=2.5,Ba=e=>e in Ia;function Fa(e,t,n){let[o,
r]=Ia[n],s=null;for(let i of t){let[a,c]=[i.x-e.x,i.y-e.y],d=a*o+c*r,p=d+$d*Math.abs(a*r-c*o);d>0&&(!s||p<s.way)&&(s={id:i.
id,way:p})}return s?.id??null}function Zt(e){f("announcement").textContent=e}var Cd=1500,So=e=>e!==null&&le().some(t=>t.id===e),Ar=()=>f("canvas").classList.contains("walking");function Ha(){let{selected:e,
cursor:t}=l;if(e?.type==="node"&&So(e.id))return e.id;if(So(t))return t;let n=ie().flatMap(s=>[s.from,s.to]),o=Ge(n,s=>s);
return le().map(({id:s})=>s).sort((s,i)=>(o.get(i)??0)-(o.get(s)??0))[0]??null}function Dd(e,t){let n=l.cursor,o=new Set(
q(n).filter(B).flatMap(i=>[i.from,i.to])),s=le().filter(({id:i})=>i!==n&&(!t||o.has(i))).map(({id:i})=>({id:i,...S().getPosition(
i)}));return Fa(S().getPosition(n),s,e)}function Eo(e){if(l.cursor=e,f("canvas").classList.toggle("walking",e!==null),e===
null){Zt("");return}let t=h(e),n=k(q(e).filter(B).length,"relation","relations"),o=[t.planned&&"planned",t.contested&&"c\
ontested"];Zt(D([K(t.label),ge(t.kind),...o,n],", ")),Ra({type:"node",id:e}),Ad(e)}function Ad(e){let t=S(),[n,o]=[nn(),
t.getPosition(e)],{x:r,y:s}=t.canvasToDOM(o);r>=n.left+30&&r<=n.right-30&&s>=n.top+30&&s<=n.bottom-30||Rt({position:o,scale:t.
getScale(),offset:qn(n)})}function Ra(e){$.length<=Cd?(l.hovered=e,me()):S().redraw()}function Pd(e){let{cursor:t,moving:n}=l;
if(!Ar()||n||!So(t))return;let{x:o,y:r}=S().getPosition(t),s=S().getScale();e.beginPath(),e.arc(o,r,Y(h(t))*1.15+5/s,0,2*
Math.PI);let i=[[b.paper,6],[b.accent,3]];for(let[a,c]of i)e.strokeStyle=a,e.lineWidth=c/s,e.stroke()}function Id(e){let t=Ba(
e.key);if(e.ctrlKey||e.metaKey||e.altKey||!(t||e.key==="Enter"||e.key===" "))return;e.preventDefault();let n=Ar()&&So(l.
cursor),o=n?l.cursor:Ha();o!==null&&(t?Eo(n&&Dd(e.key,e.shiftKey)||o):(Qn({type:"node",id:o}),Ne()||f("panel").focus()))}
function Ga(){let e=_e();e.setAttribute("role","application"),e.setAttribute("aria-label","Graph"),e.setAttribute("aria-\
describedby","keys"),e.addEventListener("focus",()=>{e.matches(":focus-visible")&&Eo(Ha())}),e.addEventListener("blur",()=>{
Ar()&&(f("canvas").classList.remove("walking"),Ra(null))}),e.addEventListener("keydown",Id),S().on("afterDrawing",Pd),f(
"to-graph").addEventListener("click",()=>e.focus())}function Bd(e){let t=m("ul",{class:"proof tree"},...e.map(i=>ja(i,0))),n=()=>[...t.querySelectorAll("details")];if(n().length<
3)return t;let o=()=>n().some(i=>!i.open),r=T({class:"plain fold"},()=>{let i=o();for(let a of n())a.open=i;s()}),s=()=>{
r.textContent=o()?"Open all steps":"Close all steps"};return t.addEventListener("toggle",s,!0),s(),m("div",{},r,t)}function ja(e,t){
let{text:n,rule:o,because:r,premises:s,passages:i=[],contested:a=[]}=y.proofs[e];if(!s){let d=a.map(g=>w(`Contested: ${g}`,
"p",{class:"aside marked"})),p=i.length===1?"Passage":`${i.length} passages`,u=i.length?m("details",{open:t<3},m("summar\
y",{},p),...i.map(zt)):null;return m("li",{class:"stated"},w(n,"p"),...d,u)}let c=w(o,"code",{title:"The OWL 2 RL rule o\
f this inference"});return m("li",{},m("details",{open:t<2},m("summary",{},w(n)),m("p",{class:"aside"},w(`because ${r??""}`),
" ",c),m("ul",{},...s.map(d=>ja(d,t+1)))))}function Fd(e){let t=e.split(`
`).filter(n=>n.trim());return m("div",{class:"proof"},...t.map(Hd))}function Hd(e){let[,t="",n=""]=e.match(/^([\s│├└─]*)(.*)$/u)??
[],o=D([/^(¶|because )/.test(n)&&"aside",t&&"deeper"]," "),s=n.split(/(<https?:\/\/[^\s<>]+>)/).map(a=>/^<https?:/.test(
a)?ve("open",a.slice(1,-1)):a),i=m("p",{dir:"auto",class:o||null},...s);return i.style.marginInlineStart=`${Math.min(t.length,
24)*4}px`,i}function Pr({proofs:e,proof:t}){return e.length?Bd(e):t?Fd(t):null}var Rd={settled:"settled by a judgement",
open:"judged, but still open",unjudged:"not judged yet"},Wa=e=>e.map(t=>y.conflicts[t]).filter(t=>t!==void 0),Va=e=>"kin\
d"in e;function ko(e,t){let n=Wa(t.conflicts),o=Va(t)?t.judgements:[],r=(s,...i)=>m("section",{class:"contested","aria-l\
abel":"Contested"},m("p",{class:"lead"},s),...i);if(n.length){let s=n.length===1?"":` on ${n.length} points`;e.append(r(
`Contested: sources disagree${s}.`,...n.map(_a)))}else o.length?e.append(r("Contested: a curator has judged what a sourc\
e says about this.",...o.map(i=>za(i)))):t.contested&&e.append(m("p",{class:"contested"},"Contested."));Va(t)&&Gd(e,t)}function Gd(e,t){
let n=q(t.id).filter(i=>B(i)&&i.contested);if(!n.length)return;let o=new Set(n.flatMap(i=>i.conflicts)),r=Wa([...o].filter(
i=>!t.conflicts.includes(i))),s=`Contested: ${k(n.length,"relation","relations")} of this thing.`;e.append(r.length?m("d\
etails",{class:"contested"},m("summary",{},s),...r.map(_a)):m("p",{class:"contested"},s))}function _a({question:e,about:t,
status:n,sides:o}){let r=m("span",{class:"state"},Rd[n??""]??n);return m("article",{class:"conflict"},m("p",{class:"ques\
tion"},w(`${e}: ${t}`),r),m("ol",{class:"sides"},...o.map(Vd)))}function Vd({answer:e,verdict:t,sources:n,independent:o,
passages:r,judgements:s}){let i=n.map(d=>{let p=y.sources[d];return D([p?.publisher??p?.title??d,p?.issued],", ")}),a=n.
length>1&&`${n.length} sources, ${o} independent: `,c=r.length?r.map(zt):n.map(d=>m("p",{},...xt(d)));return m("li",{class:t===
"rejected"?"side rejected":"side"},m("p",{class:"answer"},w(e,"strong"),t&&m("span",{class:`verdict ${t}`},t)),m("detail\
s",{},m("summary",{},a,w(i.join("; "))),...c),...s.map(d=>za(d,t)))}function za({verdict:e,ground:t,date:n},o=null){let r=D(
[e!==o&&e,n&&`judged on ${n}`],", "),s=m("span",{},r?`${bn(r)}: `:"");return m("p",{class:"ground"},s,w(t??"no ground gi\
ven"))}function Ka(e,t){e.append(io(t,Ae("relation")),ao(t.from,st(t),t.to)),rt(t)&&e.append(w(rt(t),"p",{class:"when"}));let n=ne.
get(t.through??"");n&&e.append(Pe(m("li",{},xe(n)))),t.role&&e.append(w(t.role,"p",{class:"subtitle"})),jd(e,t),ko(e,t);
let o=Pr(t);o&&e.append(Q("Proof"),o),lo(e,t.passages);let r=new Set(t.passages.map(i=>y.passages[i].source)),s=t.sources.
filter(i=>!r.has(i));s.length&&e.append(Q("Sources"),...s.map(i=>m("p",{},...xt(i))))}function jd(e,t){let{thick:n,representedBy:o}=de();
if(!n.has(t.id)&&!o.has(t.id))return;let r=q(t.from).filter(c=>B(c)&&Rn(c)===Rn(t)),s=k(r.length,"relation","relations"),
i=r.map(c=>{let d=c.arrows?` \u2192 ${K(h(c.to).label)}`:"";return m("li",{},Ir(c,w(`${st(c)}${d}`),c===t),Br(c))}),a=m(
"summary",{},`One of ${s} between the two, drawn as one thick line`);e.append(m("details",{class:"bundle"},a,Pe(...i)))}
function Ir(e,t,n){let o=n===void 0?null:String(n);return T({class:"plain","aria-current":o},()=>fe({type:"edge",id:e.id}),
t)}var Br=e=>rt(e)?_t(rt(e)):null;function Mo(e,t){let n=rt(e);return m("details",{class:"leg"},m("summary",{},w(no(e,t)),
n&&w(` ${n}`,"span",{class:"soft"}),e.inferred&&so("inferred"),e.contested&&ln()),Pr(e),...e.proofs.length?[]:e.passages.
map(zt),T({class:"plain why"},()=>fe({type:"edge",id:e.id}),"show this relation"))}function Ua(e,t){let n=k(be(t),"link","links");e.append(m("div",{class:"tags"},Ae(n)),ao(t.from,"shares with",t.to));let o=t.
things.map(h);y.columns.forEach((i,a)=>{let c=o.filter(d=>d.column===a).sort((d,p)=>d.label<p.label?-1:1);c.length&&e.append(
Q(`${i} (${c.length})`),Pe(...c.map(Wd)))});let r=t.edges.map(P);if(!r.length)return;let s=r.map(i=>m("li",{},Ir(i,w(st(
i))),Br(i)));e.append(Q(`Relations (${r.length})`),Pe(...s))}function Wd(e){let t=dt(e)||(e.due?`due ${e.due}`:"");return m(
"li",{},xe(e),t?_t(t):null)}var _d=6;function Fr(e,t,n,o){let r=m("input",{id:e,type:"text",role:"combobox","aria-autocomplete":"list","aria-expande\
d":"false","aria-controls":`${e}-list`,autocomplete:"off",spellcheck:"false",placeholder:"Search by name"});r.value=n?h(
n).label:"";let s=m("ul",{id:`${e}-list`,class:"choices",role:"listbox","aria-label":`Matches for ${t}`,hidden:!0}),i=0,
a=()=>mn(r.value).slice(0,_d),c=()=>{s.hidden=!0,r.setAttribute("aria-expanded","false"),r.removeAttribute("aria-actived\
escendant")},d=()=>{let p=a();if(i=Math.min(i,Math.max(p.length-1,0)),s.replaceChildren(...p.map(({node:u},g)=>{let x={id:`${e}\
-${g}`,role:"option","aria-selected":String(g===i)},v=m("li",x,Wt(u),w(u.label,"span",{class:"name"}));return Ve(v,{mousedown:E=>{
E.preventDefault(),o(u.id)}})})),!p.length)return c();s.hidden=!1,r.setAttribute("aria-expanded","true"),r.setAttribute(
"aria-activedescendant",`${e}-${i}`)};return r.addEventListener("input",()=>{i=0,d()}),r.addEventListener("focus",()=>r.
select()),r.addEventListener("blur",c),r.addEventListener("keydown",p=>{let u=a();p.key==="Enter"&&u.length?o(u[i].node.
id):p.key==="ArrowDown"||p.key==="ArrowUp"?(i=(i+(p.key==="ArrowDown"?1:-1)+u.length)%Math.max(u.length,1),d(),p.preventDefault()):
p.key==="Escape"&&!s.hidden&&(c(),p.stopPropagation())}),m("div",{class:"chooser"},m("label",{for:e},t),r,s)}var qa=4;function Ya(e){let{from:t,to:n,routes:o}=l.path,r=i=>a=>{ze(...i(a)),Re("path-to")};e.append(m("div",{class:"ta\
gs"},Ae("path")),m("h2",{},"Shortest path"),m("div",{class:"path-ends"},Fr("path-from","From",t,r(i=>[i,n])),Fr("path-to",
"To",n,r(i=>[t,i]))));let s=i=>e.append(m("p",{class:"note",role:"status"},i));if(Ne()){let a=`Choose ${t||n?"the other \
end":"two things"} by name or in the drawing. The path uses only what is shown.`;e.append(m("p",{class:"note"},a))}else t===
n?s("Both ends are the same thing."):o.length?(s(Kd()),o.length>1&&e.append(Ud()),e.append(m("ol",{class:"route"},...Ot().
map(qd),m("li",{},xe(h(n)))))):s("Nothing that is shown links the two.")}function Kd(){let{routes:e,at:t}=l.path,n=e.length===
50?" or more":"",o=e.length>1?`; path ${t+1} of ${e.length}${n} of this length`:"";return`${k(Ot().length,"step","steps")}${o}\
.`}function Ud(){let e=(t,n,o)=>T({class:"plain why",id:t},()=>{let{from:r,to:s,at:i,routes:a}=l.path;ze(r,s,(i+o+a.length)%
a.length),Re(t)},n);return m("div",{class:"routeSwitch"},e("path-before","previous",-1),e("path-next","next",1))}function qd({
from:e,edges:t}){let n=t.length-qa,o=`and ${k(n,"more relation","more relations")} between the two`;return m("li",{},xe(
h(e)),...t.slice(0,qa).map(r=>Mo(r,e)),n>0&&m("p",{class:"group"},o))}function Za(e,t){let n=fo(Dn(t)).flatMap(([s,i])=>[w(s,"dt"),m("dd",{dir:"auto"},ve(i,i))]);e.append(m("div",{class:"tag\
s"},Ae(`row ${Number(t)+1}`)),w(y.answer.question,"h2"),m("dl",{class:"cells"},...n));let o=An(t);if(o.length){let s=o.flatMap(
i=>{let a=`${K(h(i.from).label)} \u2013 ${K(h(i.to).label)}`;return[m("p",{class:"group"},w(a)),Mo(i,i.from)]});e.append(
Q(o.length===1?"Evidence":`Evidence (${o.length})`),...s)}let r=ut(t);r.length&&e.append(Q("Things"),Pe(...r.map(s=>m("l\
i",{},xe(h(s))))))}function Xa(e,t){e.append(io(t,Ae(jt(t.kind,t.planned),ge(t.kind))),w(t.label,"h2")),t.subtitle&&e.append(w(t.subtitle,"\
p",{class:"subtitle"}));for(let n of[dt(t),t.due&&`due ${t.due}`])n&&e.append(w(n,"p",{class:"when"}));t.fulfilled_by&&e.
append(w(`fulfilled by ${t.fulfilled_by}`,"p",{class:"subtitle"})),e.append(Zd(t)),ko(e,t),t.note&&e.append(w(t.note,"p",
{class:"note"})),t.facts.length&&e.append(Q("Facts"),m("dl",{},...t.facts.flatMap(Yd))),l.view==="map"&&re(t)&&Xd(e,t),lo(
e,t.passages),Jd(e,t)}var Yd=([e,t])=>[w(e,"dt"),m("dd",{dir:"auto"},ve(t,t))];function Zd(e){let{centred:t}=l,n=(i,a,c)=>T(
{class:"action","aria-pressed":c===void 0?null:String(c)},a,i),o=i=>t?.id===e.id&&t.steps===i,r=(i,a)=>n(i,()=>Vt(o(a)?null:
e.id,a),o(a));return m("div",{class:"actions"},n("Path from here",()=>{ze(e.id,null),Re("path-to")}),r("Only neighbours",
1),r("Two steps",2))}function Xd(e,t){let n=[...F.values()].filter(({from:r,to:s})=>t.id===r||t.id===s);if(!n.length)return;
let o=n.sort((r,s)=>be(s)-be(r)).map(r=>{let s=h(r.from===t.id?r.to:r.from),i=T({class:"plain"},()=>fe({type:"arc",id:r.
id}),w(s.label));return m("li",{},i,Ae(k(be(r),"link","links")))});e.append(Q(`Shares with (${n.length})`),Pe(...o))}function Jd(e,t){
let n=q(t.id).filter(B);if(!n.length)return;let o=new Map;for(let r of n){let s=h(r.from===t.id?r.to:r.from),i=m("li",{},
xe(s),r.contested&&ln(),Qd(r,s)),a=no(r,t.id);o.set(a,[...o.get(a)??[],i])}e.append(Q(`Relations (${n.length})`));for(let[
r,s]of o)e.append(w(r,"p",{class:"group"}),Pe(...s))}function Qd(e,t){let n=em(e);if(!n)return null;let o=`${bn(n)}: ${e.
label}, ${t.label}`;return T({class:"plain why","aria-label":o},()=>fe({type:"edge",id:e.id}),n)}function em({proofs:e,proof:t,
passages:n,sources:o,role:r}){return e.length||t?"proof":n.length||o.length?"source":r?"note":null}function Ja(){let e=f("panel"),{selected:t}=l,n=he(e);if(e.hidden=!t,e.replaceChildren(),!t){Zt("");return}e.append(T({class:"\
close-details","aria-label":"Close details"},Xn,"\xD7")),tm(e,t),e.scrollTop=0;let o=`Details: ${ps(t)}`;e.setAttribute(
"aria-label",o),Zt(o),n&&e.focus()}function tm(e,{type:t,id:n}){t==="node"?Xa(e,h(n)):t==="path"?Ya(e):t==="row"?Za(e,n):
t==="arc"?Ua(e,Jt(n)):Ka(e,P(n))}var nm=1500;function Qa(){if(Xo(),Vs(),$s(),Nr(),pn(),vo(),Wi(),na(),Nn(),yr(),bo(),om(),rm(),Or(),$.length)im();else for(let e of[
"tools","find","filters"])f(e).hidden=!0;M.dataset.view=l.view,Ys(),Ws(),M.dataset.ready="true"}function om(){V("filters",
Or),V("neighbourhood",da),V("known",Nr),V("known",pn),V("known",ji),V("known",yr),V("days",Bi),V("days",mo),V("filtered",
bo),V("settled",gn),V("settled",_s),V("settled",un),V("staged",Ks),V("staged",un),V("staged",gn),V("selected",oa),V("sel\
ected",Ja),V("view",vo),V("language",un)}function rm(){let e=(n,o)=>f(n).addEventListener("click",o),t=f("filters");Hi(),
ma(),$i(),Pa(),document.addEventListener("keydown",Ui),e("fit",()=>ce()),e("in",()=>Gt(1.3)),e("out",()=>Gt(1/1.3)),e("l\
ist",Ci),e("path",sm),e("save",Aa),e("sources",Ai),e("keys-open",qi),t.open=!H.matches,ht.addEventListener("change",()=>{
Ti(),Xo(),me()}),H.addEventListener("change",()=>{t.open=!H.matches,bo(),me(),ce({animate:!1})})}function sm(){let{selected:e,
path:t}=l;ze(e?.type==="node"?e.id:t.from,t.to),Re(t.from?"path-to":"path-from")}function im(){am(),me();let e=Cs(),t=f(
"canvas").querySelector("canvas");t.setAttribute("role","img"),t.setAttribute("aria-label","Drawing of the graph. The se\
arch and the table give the same information as text."),e.on("beforeDrawing",n=>{l.view==="map"&&fi(n),A()&&Us(n)}),e.on(
"afterDrawing",oi),lm(e,t),cm(e),sa(t),un(),vo(),gn(),ce({animate:!1}),Ga(),ea(),dm(e)}function am(){let e=f("stage");if(!(e.
clientHeight<=1.15*e.clientWidth)){for(let t of[...G,...L])[t.x,t.y]=[-t.y,t.x];for(let t of L)[t.wide,t.high]=[t.high,t.
wide]}}function lm(e,t){e.on("dragging",({nodes:o})=>{o.length&&De()}),e.on("dragEnd",({nodes:o})=>{De();for(let r of o)
ne.has(r)&&Fs(h(r),e.getPosition(r))}),e.on("click",o=>Qn(Hr(o.nodes[0],o.edges[0])));let n=o=>{!O&&$.length>nm||(l.hovered=
o,me(),f("canvas").classList.toggle("over",!!o))};e.on("hoverNode",({node:o})=>n(Hr(o))),e.on("hoverEdge",({edge:o})=>{l.
hovered?.type!=="node"&&n(Hr(void 0,o))}),e.on("blurNode",()=>n(null)),e.on("blurEdge",()=>{l.hovered&&l.hovered.type!==
"node"&&n(null)}),t.addEventListener("mouseleave",()=>l.hovered&&n(null))}function Hr(e,t){return e&&ne.has(e)?{type:"no\
de",id:e}:t?kn.has(t)?{type:"edge",id:t}:{type:"arc",id:mi(t)}:null}function cm(e){let t=!1,n=()=>{t=!0};e.on("zoom",n),
e.on("dragStart",n),e.on("resize",()=>{!t&&!l.selected&&ce({animate:!1})})}function dm(e){Object.assign(globalThis,{kg:{
network:e,nodes:ke,edges:Me,labels:()=>Kn().labels,cursor:()=>l.cursor,moveCursor:Eo,select:J,groups:L,groupLabels:()=>tn(
e.getScale()),arcs:()=>[...F.values()],dots:()=>Ce}})}var mm="This browser is too old for this page: it cannot unpack the data. The page needs Chrome or Edge 80, Safari 16.4,\
 Firefox 113, or a later version.";async function pm(){if(!Ns()){let t=document.getElementById("empty");t.textContent=mm,
t.hidden=!1,document.documentElement.dataset.ready="never";return}let[e]=await Promise.all([qo("data"),en("vis-network")]);
os(JSON.parse(e)),Qa()}pm();})();
