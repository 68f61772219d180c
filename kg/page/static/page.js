// Built from frontend/src: make frontend
"use strict";(()=>{var k=(e,t,n)=>`${e.toLocaleString("en")} ${e===1?t:n}`,D=(e,t=" \xB7 ")=>e.filter(Boolean).join(t),un=e=>`${e.charAt(0).
toUpperCase()}${e.slice(1)}`,z=e=>`\u2068${String(e).replace(/[\u2066-\u2069]/g,"")}\u2069`,Et=e=>/^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.
test(e),Ye=e=>String(e??"").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,""),ge=e=>e.replace(/([a-z])([A-Z])/g,
(t,n,o)=>`${n} ${o.toLowerCase()}`),gn=e=>/^https?:\/\//i.test(e??"");function Br(e){let t=e.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu,"-").replace(/^-+|-+$/g,"").toLowerCase();if(t.length<=
120)return t;let n=t.lastIndexOf("-",120);return t.slice(0,n>0?n:120)}var f=e=>document.getElementById(e),X=e=>f(e),hn=e=>f(e),he=e=>e.contains(document.activeElement);function m(e,t={},...n){
let o=document.createElement(e);for(let[r,s]of Object.entries(t))s==null||s===!1||o.setAttribute(r,s===!0?"":String(s));
return o.append(...Ya(n)),o}var Ya=e=>e.filter(t=>t!=null&&t!==!1);function je(e,t){for(let[n,o]of Object.entries(t))e.addEventListener(
n,o);return e}function T(e,t,...n){return je(m("button",{type:"button",...e},...n),{click:t})}function K(e,t,...n){let o=document.
createElementNS("http://www.w3.org/2000/svg",e);for(let[r,s]of Object.entries(t))o.setAttribute(r,String(s));return o.append(
...n),o}var w=(e,t="span",n={})=>m(t,{dir:"auto",...n},String(e));function xe(e,t){return gn(t)?w(e,"a",{href:t,rel:"noo\
pener noreferrer",target:"_blank"}):w(e)}var J=e=>m("h3",{},e);var ko=(e,t)=>Math.max(Math.min(e.right,t.right)-Math.max(e.left,t.left),0)*Math.max(Math.min(e.bottom,t.bottom)-Math.max(
e.top,t.top),0),Mo=(e,t)=>e.left<t.right&&t.left<e.right&&e.top<t.bottom&&t.top<e.bottom,Lo=(e,t)=>e.left>=t.left&&e.right<=
t.right&&e.top>=t.top&&e.bottom<=t.bottom,it=(e,t)=>!t.some(n=>Mo(e,n)),ve=(e,t,n,o)=>({left:e-n/2,right:e+n/2,top:t-o/2,
bottom:t+o/2}),Yt=()=>({left:1/0,right:-1/0,top:1/0,bottom:-1/0});function We(e,t,n,o,r){e.left=Math.min(e.left,t),e.top=
Math.min(e.top,n),e.right=Math.max(e.right,o),e.bottom=Math.max(e.bottom,r)}function Fr(e,t){switch(e){case"square":return[
[-t,-t],[t,-t],[t,t],[-t,t]];case"diamond":return[[0,-t],[t,0],[0,t],[-t,0]];case"triangle":return Eo(3,t*1.15,-90,.275*
t);case"triangleDown":return Eo(3,t*1.15,90,-.275*t);case"hexagon":return Eo(6,t,0,0);case"star":return Array.from({length:10},
(n,o)=>{let r=t*(o%2?.5:1.3);return[Math.sin(o*Math.PI/5)*r,-Math.cos(o*Math.PI/5)*r]});default:return null}}function Eo(e,t,n,o){
return Array.from({length:e},(r,s)=>{let i=(n+s*360/e)*Math.PI/180;return[t*Math.cos(i),t*Math.sin(i)+o]})}var be=e=>e.things.length+e.edges.length;function Rr({shared:e,edges:t,isOnMap:n}){let o=new Map,r=(i,l,c,d)=>{let[p,u]=i<
l?[i,l]:[l,i],g=`arc ${p} ${u}`,x=o.get(g)??{id:g,from:p,to:u,things:[],edges:[]};x[c].push(d),o.set(g,x)},s=Za(t,n);for(let{
id:i}of e){let l=[...s.get(i)??[]].sort();l.forEach((c,d)=>{for(let p of l.slice(d+1))r(c,p,"things",i)})}for(let i of t)
i.from!==i.to&&n(i.from)&&n(i.to)&&r(i.from,i.to,"edges",i.id);return o}function Za(e,t){let n=new Map,o=(r,s)=>{t(s)&&n.
set(r,(n.get(r)??new Set).add(s))};for(let r of e)o(r.from,r.to),o(r.to,r.from);return n}function Gr(e){let t=new Map;for(let n of e)
for(let o of[n.from,n.to])t.set(o,(t.get(o)??0)+be(n));return t}var Vr=e=>Math.max(1,...[...e].map(be));function jr(e){let t=[
...e].map(be).sort((n,o)=>o-n);return t.length>40?Math.min(t[40]+1,t[0]):1}function Hr(e,t){let n=e.findIndex(l=>l[1]>=t);
if(n<=0)return e[n<0?e.length-1:0][0];let[[o,r],[s,i]]=[e[n-1],e[n]];return o+(s-o)*(t-r)/Math.max(i-r,1e-9)}function Wr(e,t,n){
let o=(t[1]+n[1])/2-12,r=Hr(e,o),[s,i]=[r-n[0],t[0]+r],l=n[1]+(t[1]-n[1])*(s/Math.max(s+i,1))-12;return{x:Hr(e,l),y:l}}function bn(e){
return e.map(t=>{let[n,o]=[0,0],r=[];for(let s=0;s<t.length;s+=2)n+=t[s],o+=t[s+1],r.push([n/2,o/2]);return r})}function Ze(e){return!e||!/^\d{4}-\d\d-\d\d$/.test(e)||Number.isNaN(Date.parse(e))?null:new Date(e).toISOString().startsWith(
e)?e:null}var kt=e=>Math.round(Date.parse(e)/864e5),at=e=>new Date(e*864e5).toISOString().slice(0,10),Mt=(e,t)=>!t||!e||
e.some(([n,o])=>(!n||n<=t)&&(!o||t<=o));function Kr({nodes:e,edges:t}){let n={at:_r([...e,...t],"held"),known:_r([...e,...t],
"known")},o=Oo(e).sort(),r=[...n.at,...n.known,...o].sort();if(!r.length)return null;let s=o[0]??r[0];return{changes:n,first:kt(
`${s.slice(0,4)}-01-01`),last:kt(`${r.at(-1).slice(0,4)}-12-31`)}}function _r(e,t){let n=r=>t==="known"?r.versions??[]:[],
o=e.flatMap(r=>[...r[t]??[],...n(r).map(({first:s,last:i})=>[s,i])].flatMap(([s,i])=>[Ze(s),Ze(i)&&at(kt(i)+1)]));return[
...new Set(o.filter(r=>r!==null))].sort()}var To=e=>["Dialogue","Event"].includes(e.kind);function Oo(e){return e.filter(
t=>To(t)&&!t.planned&&/^\d{4}/.test(t.start??"")).map(t=>Ze(t.start)??`${t.start.slice(0,4)}-07-01`)}function Ur({changes:e,
first:t,last:n},o,r,s){let i=r??at(n);return(s?e[o].find(c=>c>i):e[o].findLast(c=>c<i))??at(s?n:t)}var zr=e=>new Date(e).
toLocaleDateString("en-GB",{day:"numeric",month:"long",year:"numeric",timeZone:"UTC"});function qr({at:e,known:t}){let n=[
e&&`held on ${zr(e)}`,t&&`had been published by ${zr(t)}`].filter(Boolean);return n.length?`what ${n.join(" and ")}`:""}
function Yr({at:e,known:t}){return e&&t?`Shown: what held on ${e}, as far as is known today, and had been published by ${t}\
.`:e?`Shown: what held on ${e}, as far as is known today.`:t?`Shown: what had been published by ${t}.`:"Move a slider to\
 see what held on a day, or what had been published by a day."}function lt({start:e,end:t}){return e&&t?e===t?e:`${e} \u2013 ${t}`:
e==="undated"?e:e?`since ${e}`:t?`until ${t}`:""}var Lt=(e,t)=>t?Mt(e.known,t):!e.former,Xa=new Set(["first","last"]),Zr=e=>Object.fromEntries(Object.entries(e).filter(([
t])=>!Xa.has(t)));function Xr(e){let t=new Set((e.versions??[]).flatMap(n=>Object.keys(Zr(n))));return Object.fromEntries(
Object.entries(e).filter(([n])=>t.has(n)))}function Jr({versions:e=[]},t){let n=t?e.find(({first:o,last:r})=>Mt([[o,r]],
t)):void 0;return n?Zr(n):{}}var Qr=({sources:e},t)=>Object.entries(e).filter(([,{known:n}])=>Mt(n,t)),es=({notes:e},t)=>e.
filter(n=>Lt(n,t)).map(({text:n})=>n),wn=({nodes:e,edges:t})=>[...e,...t].some(({known:n})=>n!==void 0);var y,ie,ct,O,Q,dt,de,yn,te,Xe,L,$,xn;function ts(e){y=e;for(let t of[y.sources,y.flags])Object.setPrototypeOf(t,null);ie=
e.nodes.map(t=>Object.assign(t,{defaultLabel:t.label})),ct=e.edges,ns=new Map([...ie,...ct].map(t=>[t,Xr(t)])),de=new Map(
ie.map(t=>[t.id,t])),yn=new Map(ct.map(t=>[t.id,t])),te=new Map(e.kinds.map(t=>[t.kind,t])),$o(null,""),L=e.communities,
$=L.length>0,xn=new Set((e.map?.crossing??[]).map(([t,n])=>`arc ${t} ${n}`))}var ns;function $o(e,t){for(let n of[...ie,
...ct])n.versions&&Object.assign(n,ns.get(n),Jr(n,e));for(let n of ie)n.versions&&(n.defaultLabel=n.label);O=ie.filter(n=>Lt(
n,e)),Q=ct.filter(n=>Lt(n,e)),dt=Qr(y,e),Xe=new Map(O.map(n=>[n.id,[]]));for(let n of Q)for(let o of new Set([n.from,n.to]))
Xe.get(o)?.push(n);No(t)}function No(e){for(let t of ie)t.label=t.labels[e]??t.defaultLabel}var h=e=>de.get(e),P=e=>yn.get(
e),U=e=>Xe.get(e)??[],ne=e=>!!e.true,vn=e=>e.filter(t=>Xe.has(t)).map(t=>h(t).label),Sn=e=>vn(L[e].hubs).join(", ")||`Co\
mmunity ${e+1}`;var a={view:"network",selected:null,hovered:null,hiddenKinds:new Set,hiddenRelations:new Set,inferredHidden:!1,thinned:!0,
strength:null,strengthAtFirst:null,language:"",singleKeys:!0,opened:null,pointed:null,centred:null,near:null,days:{at:null,
known:null},span:null,path:{from:null,to:null,routes:[],at:0},movedByHand:!1,before:null,home:null,moving:!1,cursor:null};function os(e,t,n,o){let r=Qa(e),s=el(n,t,r);if(!s.has(t)||t===n)return[];let i=[[t]];for(let c=s.get(t)-1;c>=0;c-=1)i=i.
flatMap(d=>[...r.get(d.at(-1)).keys()].filter(p=>s.get(p)===c).sort((p,u)=>o(p)<o(u)?-1:1).map(p=>[...d,p])).slice(0,50);
let l=(c,d)=>[...r.get(c).get(d)].sort(Ja);return i.map(c=>c.slice(1).map((d,p)=>({from:c[p],to:d,edges:l(c[p],d)})))}var Ja=(e,t)=>Number(
e.inferred)-Number(t.inferred)||(e.label<t.label?-1:1);function Qa(e){let t=new Map;for(let n of e)for(let[o,r]of[[n.from,
n.to],[n.to,n.from]]){let s=t.get(o)??new Map;t.set(o,s.set(r,(s.get(r)??new Set).add(n)))}return t}function el(e,t,n){let o=new Map(
[[e,0]]);for(let r=[e];r.length&&!o.has(t);){let s=[];for(let i of r)for(let l of n.get(i)?.keys()??[])o.has(l)||(o.set(
l,o.get(i)+1),s.push(l));r=s}return o}function rs(e,t,n){let o=new Set([t]);for(let r=0;r<n;r+=1){let s=new Set(o);for(let i of e)
s.has(i.from)&&o.add(i.to),s.has(i.to)&&o.add(i.from)}return o}var ss=e=>Mt(e.held,a.days.at)&&Lt(e,a.days.known),Co=e=>!a.hiddenKinds.has(e.kind)&&ss(e),is=e=>!a.hiddenRelations.has(
e.relation)&&!(a.inferredHidden&&e.inferred)&&ss(e)&&Co(h(e.from))&&Co(h(e.to)),W=e=>Co(e)&&(!a.near||a.near.has(e.id)),
F=e=>is(e)&&W(h(e.from))&&W(h(e.to)),oe=()=>O.filter(W),re=()=>Q.filter(F);function as(){let{centred:e}=a;a.near=e&&rs(Q.
filter(is),e.id,e.steps)}function En(e,t){a.hiddenKinds.clear(),a.hiddenRelations.clear();for(let n of e)a.hiddenKinds.add(
n);for(let n of t)a.hiddenRelations.add(n)}var tl=["Sessions","Frameworks","Commitments"],B=new Map,nl=e=>tl.includes(y.columns[e.column]);function kn(){$&&a.view!==
"map"||(B=Rr({shared:oe().filter(nl),edges:re(),isOnMap:e=>ne(h(e))}),a.strengthAtFirst===null&&(a.strengthAtFirst=jr(B.
values()),a.strength??=a.strengthAtFirst))}var Zt=e=>B.get(e),Mn=()=>Vr(B.values()),Ln=e=>be(e)>=(a.strength??0);var mt=(e,t)=>a.selected?.type===e&&a.selected.id===t,Te=()=>a.selected?.type==="path"&&!(a.path.from&&a.path.to),Tt=()=>a.
path.routes[a.path.at]??[];function pt(){return[...[a.path.from,a.path.to].filter(t=>t!==null),...Tt().flatMap(t=>[t.from,
t.to])]}var Tn=e=>y.answer.rows[Number(e)],ft=e=>Tn(e).nodes.filter(t=>W(h(t))),On=e=>Tn(e).edges.map(P).filter(F);function ut({
type:e,id:t}){if(e==="node")return[t];if(e==="path")return pt();if(e==="row")return ft(t);let{from:n,to:o}=e==="arc"?Zt(
t):P(t);return[n,o]}function ls({type:e,id:t}){if(e==="node")return h(t).label;if(e==="row")return`row ${Number(t)+1}`;if(e===
"path"){let{from:s,to:i}=a.path,l=(c,d)=>d&&`${c} ${z(h(d).label)}`;return D(["shortest path",l("from",s),l("to",i)]," ")}
let{from:n,to:o}=e==="arc"?Zt(t):P(t),r=[n,e==="edge"&&P(t).label,o];return D(r.map(s=>s&&z(de.get(s)?.label??s))," \u2013 ")}
function cs({type:e,id:t}){return e==="row"?!0:e==="node"?W(h(t)):e==="edge"?F(P(t)):B.has(t)}function ds(e,t,n,o){let r=Array(e).fill(0),s=Array(e).fill(0),i=new Map;for(let c of t)r[c.community]+=1;for(let c of n){
let[d,p]=[o(c.from),o(c.to)],[u,g]=[Math.min(d,p),Math.max(d,p)];u===g?s[u]+=1:i.set(u*e+g,(i.get(u*e+g)??0)+1)}let l=Array.
from({length:e},()=>[]);for(let[c,d]of i){let[p,u]=[Math.floor(c/e),c%e];l[p].push({at:u,count:d}),l[u].push({at:p,count:d})}
for(let c of l)c.sort((d,p)=>p.count-d.count||d.at-p.at);return{members:r,within:s,neighbours:l,pairs:i.size,strong:ol(l),
most:Math.max(1,...i.values())}}function ol(e){let t=e.length>30?2:3,n=new Map;return e.forEach((o,r)=>{for(let{at:s,count:i}of o.
slice(0,t))n.set(`${Math.min(r,s)} ${Math.max(r,s)}`,{a:r,b:s,count:i})}),[...n.values()]}function ms(e,{x:t,y:n}){let[o,
r]=[2*t/Math.max(e.wide,1),2*n/Math.max(e.high,1)],s=e.r*.94;return{x:e.x+s*o*Math.sqrt(1-r*r/2),y:e.y+s*r*Math.sqrt(1-o*
o/2)}}function Do(e,{x:t,y:n}){let o=e.findIndex(r=>Math.hypot(r.x-t,r.y-n)<=r.r);return o<0?null:o}function ps(e,t){return t?
new Map(e.map((n,o)=>[n,{x:o*190,y:o%2?46:-46}])):new Map(e.map((n,o)=>{let r=104*Math.sqrt(o),s=o*2.399963;return[n,{x:Math.
round(1.25*r*Math.cos(s)),y:Math.round(.8*r*Math.sin(s))}]}))}var rl=260;function*fs({names:e,allNames:t,things:n,radius:o,
pointed:r,measure:s,shorten:i}){let l=k(n,"thing","things"),c=d=>2*Math.sqrt(Math.max(o**2-(d/2)**2,0))-6;for(let[d,p]of[
[3,l],[2,l],[1,l],[1,""]]){let u=r?rl:c(d*15+(p?15:3)),g=e.slice(0,d).map(x=>i(x,u));(r||g.every((x,v)=>sl(x,e[v],t)))&&
(yield{rows:g,count:p})}yield{rows:[],count:s(l)<=c(15)?l:n.toLocaleString("en")}}function sl(e,t,n){if(e===t)return!0;let o=e.
slice(0,-1);return o.length>3&&n.filter(r=>r.startsWith(o)).length===1}var il=2e3,Oe={key:"",list:[],ids:new Set,edges:[],places:null},Po=!1,Fe=()=>$?Oe.list:O,Io=()=>$?Oe.edges:Q,A=()=>$&&a.
view!=="map"&&Oe.list.length===0,$n=e=>!$||a.view==="map"||Oe.ids.has(e.id),Nn=e=>$n(h(e.from))&&$n(h(e.to)),Je=()=>Io().
filter(F);function Bo(){return a.near&&a.near.size<=il?a.near:null}function al(){let{selected:e,view:t}=a;return!e||Te()||
t==="layers"?[]:e.type==="path"?pt():e.type==="row"?ft(e.id):e.type==="edge"?[P(e.id).from,P(e.id).to]:[]}function ll(){
if(a.view==="map")return{key:"map",list:O.filter(ne)};let[e,t]=[al(),Bo()];if(e.some(o=>h(o).community!==a.opened)&&!(t&&
e.every(o=>t.has(o))))return{key:e.join(`
`),list:[...new Set(e)].map(h),inLine:a.selected?.type!=="row"};if(t&&a.view!=="layers"){let{id:o,steps:r}=a.centred;return{
key:`near ${o} ${r} ${t.size}`,list:[...t].map(h)}}return a.opened===null?{key:"",list:[]}:{key:`open ${a.opened}`,list:O.
filter(o=>o.community===a.opened)}}function Cn(){if(!$)return!1;let{key:e,list:t,inLine:n=!1}=ll();if(e===Oe.key)return!1;
let o=new Set(t.map(i=>i.id)),r=a.view!=="map"&&t.some(i=>i.community!==t[0].community),s=i=>o.has(i.from)&&o.has(i.to);
return Oe={key:e,list:t,ids:o,edges:a.view==="map"?[]:[...new Set(t.flatMap(i=>U(i.id)))].filter(s),places:r?ps([...o],n):
null},Po=!0,!0}var Dn=()=>Po;function us(){Po=!1}var Ao=null;function Se(){return Ao??=ds(L.length,oe(),re(),e=>h(e).community),
Ao}function gs(){Ao=null}var Ho=e=>U(e).filter(t=>F(t)&&Nn(t));function ee(e=a.hovered??(Te()?null:a.selected)){if(!e)return null;let t={nodes:new Set,
edges:new Set,arcs:new Set};if(e.type==="arc")return B.has(e.id)?hs(t,B.get(e.id)):null;if(e.type==="path"){for(let n of pt())
t.nodes.add(n);for(let n of Tt())for(let o of n.edges)t.edges.add(o.id)}else if(e.type==="row"){for(let n of ft(e.id))t.
nodes.add(n);for(let n of On(e.id))Fo(t,n)}else if(e.type==="node"){t.nodes.add(e.id);for(let n of Ho(e.id))Fo(t,n)}else
Fo(t,P(e.id));if(a.view==="map")for(let n of B.values())cl(n,e,t)&&hs(t,n);return t}function Fo({nodes:e,edges:t},n){t.add(
n.id),e.add(n.from).add(n.to)}function hs(e,t){return e.arcs.add(t.id),e.nodes.add(t.from).add(t.to),e}function cl({from:e,
to:t,things:n,edges:o},{type:r,id:s},i){return r==="path"||r==="row"?i.nodes.has(e)&&i.nodes.has(t):r==="edge"?o.includes(
s):ne(h(s))?e===s||t===s:n.includes(s)}var M=document.documentElement,gt=matchMedia("screen and (prefers-color-scheme: dark)"),H=matchMedia("(max-width: 760px)"),
Ot=matchMedia("(min-width: 2400px)"),Xt=matchMedia("(prefers-reduced-motion: reduce)");var Ro=new Map;function G(e,t){Ro.set(e,[...Ro.get(e)??[],t])}function V(e){for(let t of Ro.get(e)??[])t()}var An=118,Go=1e3,dl=/\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\-–—/\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+[-–—/]*|[-–—/]+/gu;
function He(e,t,n){if(e.length<=Go&&n(e)<=t)return e;let o=[...e.slice(0,Go)],r=l=>`${o.slice(0,l).join("").trimEnd()}\u2026`,
[s,i]=[1,o.length+1];for(;i-s>1;){let l=s+i>>1;n(r(l))<=t?s=l:i=l}return r(s)}function bs(e,t){let n=[],o="";for(let s of e.
trim().slice(0,Go).match(dl)??[]){if(/^\s/.test(s)){o=" ";continue}let i=n.length?`${n.at(-1)}${o}${s}`:s;n.length&&t(i)<=
An?n[n.length-1]=i:n.push(s),o=""}let r=n.slice(0,3);return n.length>3&&(r[2]=`${r[2]}\u2026`),ml(r.map(s=>He(s,An*1.4,t)),
t)}function ws(e,t,n){let o=He(e.trim().replace(/\s+/g," "),t,n);return{rows:o?[o]:[],width:n(o)}}var ml=(e,t)=>({rows:e,
width:Math.max(0,...e.map(t))});function ys(e,t,n){let o=[""];for(let r of e.split(/\s+/)){let s=o.at(-1),i=s?`${s} ${r}`:
r;s&&n(i)>t?o.push(He(r,t,n)):o[o.length-1]=He(i,t,n)}return o}function pl({x:e,y:t,size:n},o,r,s,i){let{unit:l,wide:c,high:d,
spot:p}=xs(e,t,o,r,s),u=n+Math.max(4/s,3*l),[g,x,v]=[u+c/2,u+d/2,c/3];return i?[p(g,0,11.5*l)]:[[0,x],[0,-x],[g,0],[-g,0],
[v,x],[-v,x],[v,-x],[-v,-x]].map(([N,Le])=>p(N,Le))}function fl({x:e,y:t,size:n},o,r,s){let{wide:i,high:l,spot:c}=xs(e,t,
o,r,s);return[18,30,42,54].flatMap(d=>Array.from({length:24},(p,u)=>{let[g,x]=[Math.cos(u*Math.PI/12),Math.sin(u*Math.PI/
12)],v=n+d/s,E=Math.sign(Math.round(g*2))*i/2,N=Math.sign(Math.round(x*2))*l/2,Le=[e+g*n,t+x*n,e+g*v,t+x*v];return{...c(
g*v+E,x*v+N),lead:Le}}))}function xs(e,t,{rows:n,width:o},r,s){let i=r/12/s,[l,c]=[o*i,n.length*14*i];return{unit:i,wide:l,
high:c,spot:(p,u,g=c-2*i)=>({x:e+p,y:t+u-c/2,unit:i,px:r/s,box:ve(e+p,t+u,l+5*i,g),rows:n})}}function ul([e,t,n,o],r,s,i){
return[.1,.3,.5,.7,.9].every(l=>{let c=ve(e+(n-e)*l,t+(o-t)*l,4/i,4/i);return s.every(d=>d===r||!Mo(c,d))})}function vs(e,t){
let n=[];for(let o of e){let r=gl(o,t);r&&(t.taken.push(r.box),n.push({...r,id:o.id,bold:o.bold}))}return n}function gl({
symbol:e,always:t,mayBeDistant:n,textAt:o},r){let{scale:s,sizes:i,least:l,layered:c,edge:d,taken:p,faded:u}=r,g=d&&Lo(e,
d)?d:null,x=({box:C})=>it(C,p)&&(!g||Lo(C,g)),v=C=>x(C)&&it(C.box,u),E=({box:C})=>p.reduce((ue,qe)=>ue+ko(C,qe),0)+(g?(C.
right-C.left)*(C.bottom-C.top)-ko(C,g):0),N=i.flatMap(C=>pl(e,o(C),C,s,c)),Le=()=>n?fl(e,o(l),l,s).find(C=>v(C)&&ul(C.lead,
e,p,s)):void 0,St=()=>N.reduce((C,ue)=>E(ue)<E(C)?ue:C);return N.find(v)??Le()??N.find(x)??(t?St():null)}var hl=8,Pn=e=>e.from<e.to?`${e.from}
${e.to}`:`${e.to}
${e.from}`,Vo=e=>e.edges.find(t=>!t.inferred),Ss=e=>Vo(e)??e.edges[0];function Es(e,t){let n=bl(e,t),{thick:o,representedBy:r}=wl(
n);if(!t.thinned||e.length<=t.crowd)return{drawn:new Set(e.filter(d=>!r.has(d.id)).map(d=>d.id)),bundled:o,thick:o,representedBy:r};
let s=new Map,i=new Set,l=new Map;for(let c of yl(n,e,t.many)){let{from:d,to:p}=c.edges[0];if(c.rank>0&&d!==p&&xl(s,d,p,
t.steps))continue;let u=Ss(c);i.add(u.id),l.set(u.id,c.edges.length),s.set(d,(s.get(d)??new Set).add(p)),s.set(p,(s.get(
p)??new Set).add(d))}return{drawn:i,bundled:l,thick:o,representedBy:r}}function bl(e,{rankOf:t}){let n=new Map;for(let o of e){
let r=Pn(o),s=n.get(r)??{key:r,rank:t(o),edges:[]};s.edges.push(o),n.set(r,s)}return[...n.values()]}function wl(e){let t=new Map,
n=new Map;for(let o of e.filter(({edges:r})=>r.length>hl)){let r=Ss(o);t.set(r.id,o.edges.length);for(let s of o.edges)s!==
r&&n.set(s.id,r.id)}return{thick:t,representedBy:n}}function yl(e,t,n){let o=new Map;for(let s of t)for(let i of[s.from,
s.to])o.set(i,(o.get(i)??0)+1);return e.map(s=>({...s,rank:s.edges.length>=n?0:s.rank,degree:o.get(s.edges[0].from)+o.get(
s.edges[0].to)})).sort((s,i)=>s.rank-i.rank||i.edges.length-s.edges.length||i.degree-s.degree||+!Vo(s)-+!Vo(i)||(s.key<i.
key?-1:1))}function xl(e,t,n,o){let r=new Set([t]),s=[t];for(let i=0;i<o;i+=1)if(s=s.flatMap(l=>[...e.get(l)??[]]).filter(
l=>!r.has(l)&&r.add(l)),r.has(n))return!0;return!1}function ks(e,t,n){let o=[...n.values()].reduce((s,i)=>s+i,0);if(e-n.
size+o<t)return`${e} of ${t} relations drawn`;let r=o?`; ${k(n.size,"thick line stands","thick lines stand")} for ${o}`:
"";return`All ${t} relations drawn${r}`}var jo=null,Wo=null;function me(){let{crowd:e,many:t,steps:n}=y;return jo??=Es(Je(),{thinned:a.thinned,crowd:e,many:t,steps:n,
rankOf:vl}),jo}function In(){jo=null}var _o=e=>Math.abs(h(e.from).column-h(e.to).column),vl=e=>a.view==="layers"?Math.max(
_o(e)-1,0):e.rank;function Bn(e){Wo=e}function Fn({id:e}){let{drawn:t,representedBy:n}=me();return t.has(e)||!!(Wo?.has(
e)&&!Wo.has(n.get(e)??""))}var Hn=(e,t)=>ks(e,t,me().thick);var Rn=e=>[parseInt(e.slice(1,3),16),parseInt(e.slice(3,5),16),parseInt(e.slice(5,7),16)];function _(e,t,n){let o=Rn(t);
return`#${Rn(e).map((s,i)=>Math.round(s+(o[i]-s)*n)).map(s=>s.toString(16).padStart(2,"0")).join("")}`}var Sl=e=>document.getElementById(e)?.textContent??"",Ms=()=>"DecompressionStream"in globalThis;async function zo(e){let t=Uint8Array.
from(atob(Sl(e)),n=>n.charCodeAt(0));return new Response(new Blob([t]).stream().pipeThrough(new DecompressionStream("gzi\
p"))).text()}async function Jt(e){let t=await zo(e),n=document.createElement("script");n.textContent=t,document.head.append(
n)}var Qe,$t,Ee,ke,I=null,S=()=>I;function Ls(){Qe=new vis.DataSet,$t=new vis.DataSet,Ee=new vis.DataView(Qe,{filter:El}),ke=
new vis.DataView($t,{filter:kl})}function El(e){if(e.edgePoint)return a.view==="map";let t=h(e.id);return W(t)&&$n(t)&&(a.
view!=="map"||ne(t))}function kl(e){if(e.arc||a.view==="map")return!!e.arc&&a.view==="map";let t=P(e.id);return F(t)&&Nn(
t)&&Fn(t)}function Ts(){return I=new vis.Network(f("canvas"),{nodes:Ee,edges:ke},{physics:!1,layout:{improvedLayout:!1,randomSeed:1},
autoResize:!0,interaction:{hover:!0,selectConnectedEdges:!1,hoverConnectedEdges:!1,keyboard:!1,zoomSpeed:.7},nodes:{chosen:!1},
edges:{chosen:!1,selfReference:{size:16}}}),I}var _e=()=>f("canvas").querySelector(".vis-network"),Re=(e,t)=>S().body.edges[e]?.
edgeType?.getPoint?.(t);var et=["network","layers","map"];var Os=e=>D([e.from,e.relation,e.to,e.through]," ");function $s(e,t){let n=new URLSearchParams;e.view&&e.view!=="network"&&
n.set("view",e.view),e.selected&&Ml(n,e.selected,t),e.search&&n.set("search",e.search);for(let o of e.hiddenKinds.toSorted())
n.append("hide",o);for(let o of e.hiddenRelations.toSorted())n.append("without",o);if(e.inferredHidden&&n.set("inferred",
"no"),e.thinned||n.set("lines","all"),e.strength!==null&&n.set("links",String(e.strength)),e.language&&n.set("names",e.language),
e.singleKeys||n.set("keys","off"),e.opened!==null&&n.set("open",e.opened),e.centred&&(n.set("around",e.centred.id),e.centred.
steps!==1&&n.set("steps",String(e.centred.steps))),e.at&&n.set("at",e.at),e.known&&n.set("known-by",e.known),e.eye){let{
x:o,y:r,scale:s}=e.eye;n.set("eye",[o.toFixed(0),r.toFixed(0),s.toFixed(3)].join(","))}return n}function Ml(e,t,n){t.type===
"path"?(e.set("from",t.from),t.to&&e.set("to",t.to),t.at&&e.set("path",String(t.at+1))):t.type==="row"?e.set("row",String(
t.row+1)):e.set(t.type,t.type==="edge"?Os(n(t.id)):t.id)}var Ll=2e4,Tl=200,Ns=e=>new URLSearchParams(e.length>Ll?"":e.replace(
/^#/,""));function Ko(e){let t=Ns(e);return{at:Ze(t.get("at")),known:Ze(t.get("known-by"))}}function Cs(e,t){let n=Ns(e),
o=(d,p)=>n.getAll(d).filter(u=>p.has(u)),r=d=>Gn(n,d,t),s=n.get("view")??"network",i=Number(n.get("links")),l=r("around"),
c=n.get("names")??"";return{view:et.find(d=>d===s)??null,selected:Ol(n,t),search:(n.get("search")??"").slice(0,Tl),hiddenKinds:o(
"hide",t.kinds),hiddenRelations:o("without",t.relations),inferredHidden:n.get("inferred")==="no",thinned:n.get("lines")!==
"all",strength:Number.isInteger(i)&&i>0?Math.min(i,1e6):null,language:t.languages.has(c)?c:"",singleKeys:n.get("keys")!==
"off",opened:r("open"),centred:l===null?null:{id:l,steps:n.get("steps")==="2"?2:1},...Ko(e),eye:$l(n.get("eye")??"")}}function Gn(e,t,n){
let o=e.get(t);return o!==null&&n.hasNode(o)?o:null}function Ol(e,t){let[n,o]=[Gn(e,"from",t),Gn(e,"node",t)],r=e.get("e\
dge"),s=r&&t.edges.find(c=>Os(c)===r),i=Number(e.get("row"))-1,l=e.get("arc");return n?{type:"path",from:n,to:Gn(e,"to",
t),at:Math.max(Number(e.get("path"))-1||0,0)}:o?{type:"node",id:o}:s?{type:"edge",id:s.id}:Number.isInteger(i)&&i>=0&&i<
t.rows?{type:"row",row:i}:l?{type:"arc",id:l}:null}function $l(e){let[t,n,o,...r]=e.split(",").map(Number);return![t,n,o].
every(i=>Number.isFinite(i))||r.length||!o||o<=0?null:{x:t,y:n,scale:Math.min(Math.max(o,.02),50)}}var Vn=()=>H.matches?"small":"wide",Nt=e=>ms(L[e.community],e);function Ct(e){return a.view==="layers"?{x:e.layer[0],y:e.
layer[1]}:a.view==="map"&&ne(e)?{x:e[Vn()][0],y:e[Vn()][1]}:A()?Nt(e):Oe.places?.get(e.id)??{x:e.x,y:e.y}}function Ds(e,{
x:t,y:n}){a.view==="layers"?e.layer=[t,n]:a.view==="map"&&ne(e)?e[Vn()]=[t,n]:Object.assign(Oe.places?.get(e.id)??e,{x:t,
y:n})}function q(e){return a.view==="layers"?e.kind==="Country"?8.5:e.kind==="Official"?4.5:6:a.view==="map"?y.map.discs[Vn()]-
(H.matches?5:4):e.size}function ae(){return $?Fe().filter(W):a.view==="map"?oe().filter(ne):oe()}var Me=()=>$?ae().filter(
e=>S().body.nodes[e.id]):ae(),As=e=>[...new Set(e.map(t=>t.column))].sort((t,n)=>t-n),Ps=()=>As(Fe());function ht(){let[
e,t]=[...new Set(Fe().map(n=>n.layer[0]))].sort((n,o)=>n-o);return t===void 0?220:t-e}var Uo=()=>As($?O.filter(e=>e.community===
a.opened):Fe()),jn=()=>et.filter(e=>e==="network"||(e==="layers"?Uo().length>1:y.map));var b={paper:"",ink:"",soft:"",accent:"",sea:"",land:"",edge:"",onDisc:"",font:""},Dt=document.createElement("canvas").getContext(
"2d");function qo(){M.dataset.theme=gt.matches?"dark":"light";let e=getComputedStyle(M),t=n=>e.getPropertyValue(n).trim();
Object.assign(b,{paper:t("--paper"),ink:t("--ink"),soft:t("--soft"),accent:t("--accent"),sea:t("--sea"),land:t("--land"),
edge:t("--edge"),onDisc:t("--on-disc"),font:getComputedStyle(document.body).fontFamily})}function Nl(e){return Dt.fillStyle=
"#000000",Dt.fillStyle=e,/^#[0-9a-f]{6}$/.test(Dt.fillStyle)?Dt.fillStyle:null}function Bs(){for(let e of[...ie,...ct]){
let t=e.paint?Nl(e.paint):null;t?e.paint=t:delete e.paint}}var Y=e=>te.get(e)[gt.matches?"dark":"light"],At=e=>e.paint??
Y(e.kind);function Fs(e){let t=h(h(e.to).kind==="Country"?e.from:e.to);return e.paint??_(At(t),b.edge,.45)}var we=(e,t)=>`${e?
620:450} ${t}px ${b.font}`,Is="",$e=e=>t=>(Is!==e&&(Dt.font=e,Is=e),Dt.measureText(t).width);var Ne=null,Yo=null,Zo=e=>e==="Country"?2.6:1.4;function Cl(){let e=document.createElement("canvas").getContext("webgl2",
{failIfMajorPerformanceCaveat:!0});if(!e)return!1;let t=e.getExtension("WEBGL_debug_renderer_info"),n=String(e.getParameter(
t?t.UNMASKED_RENDERER_WEBGL:e.RENDERER));return e.getExtension("WEBGL_lose_context")?.loseContext(),!/swiftshader|llvmpipe|softpipe|software|basic render/i.
test(n)}async function Hs(){if(!$)return;if(!Cl()){M.dataset.backdrop="canvas",I?.redraw();return}await Jt("graphology"),
await Jt("sigma");let e=new graphology.Graph({type:"directed"});for(let n of ie){let{x:o,y:r}=Nt(n),s=n.kind==="Country"?
3.2:1.7;e.addNode(n.id,{x:o,y:-r,size:s,color:Y(n.kind),hidden:!W(n)})}let t=m("div",{id:"backdrop","aria-hidden":"true"});
f("canvas").before(t),Ne=new Sigma(e,t,{renderLabels:!1,renderEdgeLabels:!1,stagePadding:0,allowInvalidContainer:!0,zoomToSizeRatioFunction:()=>1}),
Ne.setCustomBBox({x:[-1e3,1e3],y:[-1e3,1e3]}),Ne.refresh(),M.dataset.backdrop="webgl",I?.redraw()}function Rs(){Yo=null,
Ne&&(Ne.getGraph().updateEachNodeAttributes((e,t)=>{let n=h(e);return{...t,hidden:!W(n),color:Y(n.kind)}}),Ne.refresh())}
function Dl(e,t,n){let o={cameraState:{x:.5,y:.5,ratio:1,angle:0}},[r,s]=[e.graphToViewport({x:0,y:0},o),e.graphToViewport(
{x:1,y:0},o)],{x:i,y:l}=e.viewportToFramedGraph(e.graphToViewport({x:t.x,y:-t.y}));e.getCamera().setState({x:i,y:l,ratio:(s.
x-r.x)/n})}function Gs(e){if(Ne){Dl(Ne,S().getViewPosition(),S().getScale());return}if(M.dataset.backdrop==="canvas"){Yo??=
Al();for(let[t,n]of Yo)e.fillStyle=Y(t),e.fill(n)}}function Al(){let e=new Map;for(let t of O.filter(W)){let{x:n,y:o}=Nt(
t),r=e.get(t.kind)??new Path2D,s=Zo(t.kind);r.moveTo(n+s,o),r.arc(n,o,s,0,2*Math.PI),e.set(t.kind,r)}return e}function Vs(){
Ne&&f("backdrop").classList.toggle("away",!A())}function tt(e,t,n,o,r){e.lineWidth=r,e.strokeText(t,n,o),e.fillText(t,n,o)}function Pl(){let{strong:e,neighbours:t}=Se(),{pointed:n}=a;return n===null?e:t[n].map(({at:o,count:r})=>({a:n,b:o,count:r}))}
function Xo(e){return .8+Math.min(10,.2*Math.min(...L.map(({r:n})=>n)))*Math.sqrt(e/Se().most)}function js(e){let{members:t}=Se(),
n=S().getScale(),{pointed:o}=a,r=Pl();e.save();for(let{a:s,b:i,count:l}of r)e.beginPath(),e.moveTo(L[s].x,L[s].y),e.lineTo(
L[i].x,L[i].y),e.lineWidth=Xo(l)/Math.max(n,.6),e.strokeStyle=o===null?_(b.edge,b.paper,.45):b.edge,e.stroke();Il(e),L.forEach(
(s,i)=>{let l=o===null||i===o||r.some(({b:c})=>c===i);e.globalAlpha=l&&t[i]?1:.35,e.beginPath(),e.arc(s.x,s.y,s.r,0,2*Math.
PI),e.fillStyle=`${Y(s.kind)}${i===o?"3d":"22"}`,e.fill(),e.lineWidth=(i===o?3:1.3)/n,e.strokeStyle=_(Y(s.kind),b.paper,
.25),e.stroke()}),e.restore(),Gs(e)}function Il(e){e.globalCompositeOperation="destination-out";for(let{x:t,y:n,r:o}of L)
e.beginPath(),e.arc(t,n,o,0,2*Math.PI),e.fill();e.globalCompositeOperation="source-over"}function Qt(e){let{members:t}=Se(),
n=$e(we(!0,12)),o=L.flatMap(({hubs:c})=>vn(c)),r=[],s=[],i=c=>+(c===a.pointed),l=L.map((c,d)=>d).sort((c,d)=>i(d)-i(c)||
t[d]-t[c]);for(let c of l){let{x:d,y:p,r:u,hubs:g}=L[c],x={names:vn(g),allNames:o,things:t[c],radius:u*e,pointed:c===a.pointed},
v=(E,N)=>He(E,N,n);for(let{rows:E,count:N}of fs({...x,measure:n,shorten:v})){let Le=Math.max(...[...E,N].map(n))/e,St=(E.
length*15+(N?15:3))/e,C=ve(d,p,Le+6/e,St);if(it(C,r)){r.push(C),s.push({at:c,rows:E,x:d,y:p-St/2,count:N});break}}}return s}
function Ws(e){let t=S().getScale(),n=Qt(t);e.save(),e.textAlign="center",e.textBaseline="alphabetic",e.lineJoin="round",
e.strokeStyle=b.paper;for(let{rows:o,x:r,y:s,count:i}of n)e.fillStyle=b.ink,e.font=we(!0,12/t),o.forEach((l,c)=>{e.direction=
Et(l)?"rtl":"ltr",tt(e,l,r,s+(c*15+11)/t,4/t)}),e.fillStyle=b.soft,e.font=we(!1,11/t),e.direction="ltr",i&&tt(e,i,r,s+(o.
length*15+11)/t,4/t);M.dataset.labels=String(n.length),e.restore()}var Jo=new Map,Pt=192;function It(e){let t=e.kind==="Country"&&e.code&&y.flags[e.code];return t?`data:image/svg+xml,${encodeURIComponent(
t)}`:null}async function _s(){await Promise.allSettled(ie.filter(It).map(Bl)),M.dataset.flags=String(Jo.size),I?.redraw()}
async function Bl(e){let t=new Image(Pt,Pt);t.src=It(e),await t.decode();let n=document.createElement("canvas");n.width=
Pt,n.height=Pt,n.getContext("2d").drawImage(t,0,0,Pt,Pt),Jo.set(e.code,n)}var Qo=e=>e-Math.max(1,e*.07);function zs(e,t,{
x:n,y:o},r){let s=q(t),i=Jo.get(t.code);if(i){let c=Qo(s);e.globalAlpha=r?.3:1,e.drawImage(i,n-c,o-c,2*c,2*c),e.globalAlpha=
1;return}let l=t.planned?Y(t.kind):b.onDisc;e.textBaseline="middle",e.font=`650 ${s*.82}px ${b.font}`,e.fillStyle=r?_(b.
onDisc,b.paper,.4):l,e.fillText(t.code,n,o+s*.05)}var Us=18,er=.55,Ks=12.5;function tr(){return Ps().map(e=>{let t=Fe().filter(n=>n.column===e);return{text:`${y.columns[e]}\
 ${t.filter(W).length}`,x:t[0].layer[0]-9}})}var nr=e=>Math.min(...Fe().map(t=>t.layer[1]))-20*e-10;function qs(e){let t=S().
getScale(),n=$e(we(!0,Ks)),o=tr();e.save(),e.textAlign="start",e.textBaseline="alphabetic",e.lineJoin="round",e.strokeStyle=
b.paper,e.font=we(!0,Ks/t),e.fillStyle=b.soft,o.forEach(({text:r,x:s},i)=>{let l=ht()*t+(i===o.length-1?14:-2);tt(e,He(r,
l,n),s,nr(1/t),4/t)}),e.restore()}function bt(){let e=ee(),t=S().getPositions(),n=a.view==="layers",o=[];for(let s of Me().filter(({contested:i})=>i)){let{
x:i,y:l}=t[s.id],c=q(s)*(n?-1.1:.85),d=!!(e&&!e.nodes.has(s.id));o.push({x:i+c,y:l-q(s)*.85,isFaded:d,isSmall:!1})}if(a.
view==="map")return o;let r=!n&&S().getScale()>.55;for(let s of Je().filter(i=>i.contested&&Fn(i))){let i=!!e?.edges.has(
s.id);if(!r&&!i)continue;let l=Re(s.id,.5);l&&o.push({x:l.x,y:l.y,isFaded:!!e&&!i,isSmall:!0})}return o}function Fl(e,{x:t,
y:n,isFaded:o},r){e.beginPath(),e.arc(t,n,r,0,2*Math.PI),e.fillStyle=o?_(b.ink,b.paper,.6):b.ink,e.fill(),e.lineWidth=r/
4,e.strokeStyle=b.paper,e.stroke(),e.fillStyle=b.paper,e.font=`700 ${r*1.6}px ${b.font}`,e.textBaseline="middle",e.fillText(
"!",t,n+r*.1)}function Ys(e,t){let n=bt(),o=a.view==="layers"||t<.55?.7:1;for(let r of n)Fl(e,r,r.isSmall?Math.max(4,4.5/
t):Math.max(5.5,6/t)*o);return n.filter(({isFaded:r})=>!r).length}var Hl=500,Bt=null;function Ce(){Bt=null}var Wn=()=>Bt??Xs(S().getScale()),Rl=new Map,Gl=new Map;function Zs(e,t,n){let o=e.
get(t)??n();return e.set(t,o),o}var Vl=(e,t)=>Zs(Rl,`${t}${e}`,()=>bs(e,$e(we(t,12)))),jl=(e,t,n)=>Zs(Gl,`${t} ${Math.round(
n)} ${e}`,()=>ws(e,n,$e(we(t,12))));function Wl(){let e=[a.hovered,a.selected].filter(t=>t!==null);return new Set(e.flatMap(
t=>{let n=ut(t).filter(o=>a.view!=="map"||ne(h(o)));return n.length?n:[...ee(t)?.nodes??[]]}))}function _l(){let e=S().getPositions(),
t=new Map;for(let n of Me()){let{x:o,y:r}=e[n.id],s=q(n);t.set(n.id,{...ve(o,r,s*2,s*2),x:o,y:r,size:s})}return t}function zl(e){
let t=Ot.matches?14:10,n=a.view==="map"&&!Ot.matches,o=12*Math.min(Math.max(n?1:e,.92),Ot.matches?1.9:1.35);return a.view!==
"layers"?{sizes:[o,Math.max(o*.88,t)],least:t}:{sizes:[Math.max(Math.min(o,12.5*Math.max(e,.88),1.03*Us*e),t)],least:t}}
function Xs(e){let[t,n,o]=[ee(),Wl(),_l()],r=({id:v})=>!t||t.nodes.has(v)||n.has(v),s=Me().filter(r),i=v=>v.map(({id:E})=>o.
get(E)),l=bt().map(({x:v,y:E})=>ve(v,E,13/e,13/e)),{home:c,view:d}=a,p=vs(Kl(s,o,n,t,e),{scale:e,...zl(e),layered:d==="l\
ayers",edge:c&&d!=="layers"&&e<=c.scale*1.01?c:null,taken:[...i(s),...l],faded:i(Me().filter(v=>!r(v)))}),g=[...[...t?.nodes??
[]].map(v=>o.get(v)).filter(v=>v!==void 0),...p.map(({box:v})=>v),...l],x=t&&d==="network"?Ul(t,e,g):[];return{scale:e,labels:p,
names:x,missing:t?0:Me().length-p.length}}function Kl(e,t,n,o,r){let s=a.view==="map",i=s?Gr(B.values()):new Map,l=Math.
max(...i.values(),1),c=({id:p})=>i.get(p)??0;return e.toSorted((p,u)=>Number(n.has(u.id))-Number(n.has(p.id))||c(u)-c(p)||
u.size-p.size||U(u.id).length-U(p.id).length).slice(0,Hl).map(p=>{let u=t.get(p.id),g=p.kind==="Country"||mt("node",p.id),
x=v=>(ht()*r-u.size*r-22)*12/v;return{id:p.id,bold:g,symbol:u,always:n.has(p.id),mayBeDistant:s&&(!!o||c(p)>=l/4),textAt:v=>a.
view==="layers"?jl(p.label,g,x(v)):Vl(p.label,g)}})}function Ul(e,t,n){let o=10.5/t,r=$e(we(!1,10.5)),{thick:s,representedBy:i}=me(),
l=[];for(let c of e.edges){if(e.edges.has(i.get(c)??""))continue;let d=s.has(c)&&e.edges.size>1,p=He(d?`${s.get(c)} rela\
tions`:P(c).label,An*1.4,r),[u,g]=[r(p)/t+o,14/t],x=ql(c,u,g).find(([v,E])=>it(ve(v,E,u,g),n));x&&(n.push(ve(x[0],x[1],u,
g)),l.push({text:p,x:x[0],y:x[1],px:o}))}return l}function ql(e,t,n){let[o,r]=[Re(e,.15),Re(e,.85)],s=o&&r&&Math.hypot(r.
x-o.x,r.y-o.y)<t;return[.5,.38,.62,.27,.73].map(l=>Re(e,l)).filter(l=>l!==void 0).flatMap(({x:l,y:c})=>s?[[l,c-n],[l,c+n]]:
[[l,c]])}function Js(e){let t=S().getScale();A()?Ws(e):a.moving?Qs(e):Yl(e,t)}function Yl(e,t){Bt?.scale!==t&&(Bt=Xs(t),
Zl(Bt)),Qs(e),a.view==="layers"&&qs(e),Xl(e,Bt)}function Zl({labels:e,missing:t}){M.dataset.labels=String(e.length),f("n\
ote-names").textContent=t?`zoom in for ${k(t,"more name","more names")}`:""}function Xl(e,{scale:t,labels:n,names:o}){e.
save(),e.textAlign="center",e.lineJoin="round",e.strokeStyle=b.paper,e.textBaseline="middle";for(let r of o)e.font=we(!1,
r.px),e.fillStyle=b.soft,tt(e,r.text,r.x,r.y,4/t);e.textBaseline="alphabetic";for(let{lead:r}of n)r&&Jl(e,r,t);if(e.strokeStyle=
b.paper,e.fillStyle=b.paper,a.view==="layers")for(let{box:r}of n)e.fillRect(r.left,r.top,r.right-r.left,r.bottom-r.top);
e.fillStyle=b.ink;for(let{bold:r,px:s,unit:i,rows:l,x:c,y:d}of n)e.font=we(r,s),l.forEach((p,u)=>{e.direction=Et(p)?"rtl":
"ltr",tt(e,p,c,d+(u*14+11)*i,3.2/t)});M.dataset.marks=String(Ys(e,t)),e.restore()}function Jl(e,[t,n,o,r],s){e.beginPath(),
e.moveTo(t,n),e.lineTo(o,r),e.lineWidth=1/s,e.strokeStyle=b.soft,e.stroke()}function Qs(e){let t=ee(),n=S().getPositions();
e.save(),e.textAlign="center";for(let o of Me().filter(({code:r})=>r))zs(e,o,n[o.id],!!(t&&!t.nodes.has(o.id)));e.restore()}function en(){let e=o=>f(o).getBoundingClientRect(),t=e("stage"),n={left:0,top:e("bar").bottom-t.top,right:t.width,bottom:t.
height};if(f("note").hidden||(n.bottom=e("note").top-t.top+8),f("time").hidden||(n.bottom=Math.min(n.bottom,e("time").top-
t.top)),!f("panel").hidden){let o=e("panel");H.matches?n.bottom=o.top-t.top:n.right=o.left-t.left}return{...n,width:n.right-
n.left,height:n.bottom-n.top,stage:t}}var zn=e=>({x:(e.left+e.right-e.stage.width)/2,y:(e.top+e.bottom-e.stage.height)/2}),
Ql={network:{left:62,top:8,bottom:48},layers:{left:16,top:36,bottom:8},map:{left:40,top:14,bottom:24}},rr=()=>Ot.matches?
3:a.view==="map"?1.6:1.15,ei=()=>a.view==="layers"?er:H.matches?.45:.6,ti=e=>({x:(e.left+e.right)/2,y:(e.top+e.bottom)/2});
function _n(e,t=rr()){let n=Yt(),o=Ql[a.view];for(let l of e){let{x:c,y:d}=S().getPosition(l),p=q(h(l)),u=a.view==="laye\
rs"?ht()-14:o.left,[g,x]=[c-Math.max(p,o.left),d-p-o.top];We(n,g,x,c+Math.max(p,u),d+p+o.bottom)}let r=en(),s=H.matches?
10:22,i=Math.min(t,(r.width-2*s)/(n.right-n.left),(r.height-2*s)/(n.bottom-n.top));return{room:r,box:n,position:ti(n),scale:Math.
max(i,.05),offset:zn(r)}}function ec(){let e=Yt();for(let{x:o,y:r,r:s}of L)We(e,o-s,r-s,o+s,r+s);let t=en();return{scale:Math.
min((t.width-36)/(e.right-e.left),(t.height-36)/(e.bottom-e.top)),position:ti(e),offset:zn(t)}}function Ft({position:e,scale:t,
offset:n},o=!0){let r=o&&!Xt.matches?{duration:350,easingFunction:"easeInOutCubic"}:!1;S().moveTo({position:e,scale:t,offset:n,
animation:r})}function le({animate:e=!0}={}){if(I&&A()){a.movedByHand=!1,a.home=null,Ft(ec(),e);return}if(!I)return;let t=Me().
map(n=>n.id);t.length&&(a.movedByHand=!1,or(a.view==="layers"&&H.matches?tc(t):_n(t),e))}function or(e,t){let{position:n,
scale:o,room:r}=e;a.home={scale:o,...ve(n.x,n.y,(r.width-8)/o,(r.height-8)/o)},Ce(),Ft(e,t)}function tc(e){let t=_n(e),{
room:n,box:o}=t,r=Math.max(Math.min(rr(),(n.height-20)/(o.bottom-o.top)),er),s=(i,l,c)=>Math.min((i+l)/2,i+(c/2-10)/r);return{
...t,scale:r,position:{x:s(o.left,o.right,n.width),y:s(o.top,o.bottom,n.height)}}}function Ht(e){a.movedByHand=!0;let t=Xt.
matches?!1:{duration:150,easingFunction:"easeInOutQuad"};I?.moveTo({scale:I.getScale()*e,animation:t}),V("changed")}function tn(e,{
animate:t=!0,refit:n=!1}={}){let o=e.filter(g=>Ee.get(g));if(!o.length&&a.view==="map"&&(o=[...ee()?.nodes??[]].filter(g=>Ee.
get(g))),!o.length)return;let r=en(),s=nc(o);if(!n&&s.every(g=>oc(g,r)))return;let i=n?rr():Math.max(S().getScale(),.8),
l=_n(s,i);if(l.scale>=ei()){or(l,t);return}let c=_n(o,i),d=Math.min(c.scale,ei()),p=(g,x,v,E)=>Math.min(Math.max(v,x-E/2/
d),g+E/2/d),u={x:p(c.box.left,c.box.right,l.position.x,r.width),y:p(c.box.top,c.box.bottom,l.position.y,r.height)};or({...c,
scale:d,position:u},t)}function nc(e){let t=new Set(e);if(a.view==="map")for(let n of ee()?.nodes??[])Ee.get(n)&&t.add(n);else if(e.
length===1)for(let n of Ho(e[0]))t.add(n.from).add(n.to);return[...t]}function oc(e,t){let n=a.view==="layers"?(ht()-14)*
S().getScale():40,{x:o,y:r}=S().canvasToDOM(S().getPosition(e));return!(o<t.left+Math.min(n,40)||o>t.right-n)&&r>=t.top+
20&&r<=t.bottom-50}var oi=e=>[...B.values()].filter(t=>Ln(t)||e?.arcs.has(t.id)),ri=e=>[e.from,e.to].sort((t,n)=>h(t).true[0]-h(n).true[0]);
function rc(e,t,n){return mt("arc",e.id)?b.ink:n?n.arcs.has(e.id)?_(b.accent,b.paper,.3-.3*t):_(b.edge,b.paper,.8):_(b.accent,
b.paper,.2-.2*t)}function si(e){let t=Math.sqrt(Mn());return oi(e).flatMap(n=>{let o=Math.sqrt(be(n))/t,r=rc(n,o,e),s=(c,d,p,u)=>({
id:c,from:d,to:p,arc:!0,width:(H.matches?2.2:1)*(.8+4.2*o*o),selectionWidth:0,hoverWidth:0,physics:!1,dashes:!1,arrows:{
to:{enabled:!1}},color:{color:r,highlight:r,hover:r,inherit:!1},smooth:{enabled:!0,type:u>0?"curvedCW":"curvedCCW",roundness:Math.
abs(u)}}),[i,l]=ri(n);return xn.has(n.id)?[s(n.id,l,`${n.id}>`,.1),s(`${n.id}~`,`${n.id}<`,i,.1)]:[s(n.id,i,l,.16)]})}var ii=e=>e.
replace(/~$/,"");function ai(e){return oi(e).filter(n=>xn.has(n.id)).flatMap(n=>{let[o,r]=ri(n),{x:s,y:i}=Wr(y.map.outline,
h(o).true,h(r).true),l=(c,d)=>({physics:!1,shape:"dot",size:.01,borderWidth:0,fixed:!0,chosen:!1,edgePoint:!0,id:c,x:d,y:i});
return[l(`${n.id}>`,s),l(`${n.id}<`,-s)]})}var Kn=null;function sc(){if(Kn)return Kn;let{outline:e,land:t}=y.map,[n,o]=[
new Path2D,new Path2D];ni(n,[...e,...[...e].reverse().map(([r,s])=>[-r,s])]);for(let r of bn(t))ni(o,r);return Kn={sea:n,
earth:o},Kn}function ni(e,t){t.forEach(([n,o],r)=>{r?e.lineTo(n,o):e.moveTo(n,o)}),e.closePath()}function li(e){let{sea:t,
earth:n}=sc();e.save(),e.lineJoin="round",e.fillStyle=b.sea,e.fill(t),e.clip(t),e.fillStyle=b.land,e.strokeStyle=b.land,
e.lineWidth=.8,e.fill(n),e.stroke(n),e.restore(),ic(e)}function ic(e){let[t,n]=[ee(),S().getScale()];e.save();for(let o of Me()){
let{x:r,y:s}=S().getPosition(o.id),[i,l]=o.true;Math.hypot(r-i,s-l)<q(o)*.8||(e.globalAlpha=t&&!t.nodes.has(o.id)?.25:.9,
e.strokeStyle=b.soft,e.fillStyle=b.soft,e.lineWidth=.8/n,e.beginPath(),e.moveTo(i,l),e.lineTo(r,s),e.stroke(),e.beginPath(),
e.arc(i,l,1.8/n,0,2*Math.PI),e.fill())}e.restore()}function ac(e,t){let{path:n,selected:o}=a,s=t&&!t.nodes.has(e.id)?_(At(e),b.paper,.84):At(e),i=o?.type==="path"&&[n.from,
n.to].includes(e.id),l=mt("node",e.id)||i,c=e.planned?s:_(s,b.paper,gt.matches?.1:.05),d={background:e.planned?b.paper:s,
border:l?b.ink:c};return{id:e.id,...Ct(e),shape:e.shape,size:q(e),physics:!1,borderWidth:l?3:e.planned?1.8:1,borderWidthSelected:3,
shapeProperties:{borderDashes:e.planned?[4,3]:!1},color:{...d,highlight:d,hover:d}}}function lc(e){return a.view==="laye\
rs"&&_o(e)?{enabled:!0,type:"cubicBezier",forceDirection:"horizontal",roundness:.5}:me().thick.has(e.id)?{enabled:!1}:e.
smooth}function cc(e,t){if(mt("edge",e.id))return b.accent;let n=Fs(e);return t?t.edges.has(e.id)?_(n,b.ink,.15):_(n,b.paper,
.86):n}function dc(e,t){let n=!!t?.edges.has(e.id),o=a.view==="layers",r=cc(e,t),{thick:s,bundled:i}=me(),l=(n?s:i).get(
e.id)??1;return{id:e.id,from:e.from,to:e.to,smooth:lc(e),dashes:e.dashes,physics:!1,width:(e.wide??0)+(n?2:o?1:1.2)+.55*
Math.log2(l),selectionWidth:1,hoverWidth:0,arrows:{to:{enabled:e.arrows==="to"&&(!o||n),scaleFactor:.42}},color:{color:r,
highlight:r,hover:r,inherit:!1}}}var sr=new Map;function Un(e){return e.filter(t=>{let n=JSON.stringify(t);return sr.get(
t.id)===n?!1:(sr.set(t.id,n),!0)})}function ci(e,t,n){let o=new Set(n.map(s=>s.id)),r=e.getIds({filter:s=>t(s)&&!o.has(s.
id)});for(let s of r)sr.delete(s);e.remove(r)}var di="";function pe(){Cn()&&In();let{drawn:e}=me(),t=ee();Bn(t?.edges??null);
let n=a.view==="map",[o,r]=n?[ai(t),si(t)]:[[],[]];ci($t,i=>!!i.arc,r),ci(Qe,i=>!!i.edgePoint,o),Qe.update(Un(Fe().map(i=>ac(
i,t)))),$t.update(Un(Io().map(i=>dc(i,t)))),Qe.update(Un(o)),$t.update(Un(r));let s=[...t?.edges??[]].filter(i=>!e.has(i)).
join();Dn()&&Ee.refresh(),(s!==di||Dn())&&(di=s,ke.refresh()),Dn()&&(us(),V("staged")),Ce(),I?.redraw(),V("changed")}var mc=650,mi=()=>({places:new Map(ae().map(e=>[e.id,S().getPosition(e.id)])),position:S().getViewPosition(),scale:S().getScale()});
function pi(e){let t=S(),n={position:t.getViewPosition(),scale:t.getScale()},o=ae().filter(i=>e.places.has(i.id)).map(i=>({
drawn:t.body.nodes[i.id],start:e.places.get(i.id),end:Ct(i)})),r=performance.now();a.moving=!0,M.dataset.moving="true";let s=i=>{
let l=Math.min(Math.max((i-r)/mc,0),1),c=l<.5?4*l**3:1-(2-2*l)**3/2,d=(p,u)=>p+(u-p)*c;for(let{drawn:p,start:u,end:g}of o)
p.x=d(u.x,g.x),p.y=d(u.y,g.y);l===1&&(a.moving=!1,Ce(),delete M.dataset.moving),t.moveTo({position:{x:d(e.position.x,n.position.
x),y:d(e.position.y,n.position.y)},scale:Math.exp(d(Math.log(e.scale),Math.log(n.scale))),animation:!1}),t.redraw(),a.moving&&
requestAnimationFrame(s)};requestAnimationFrame(s)}function ce(){V("filters"),fi(),In(),gs(),kn(),Cn(),a.hovered=null,Bn(ee()?.edges??null),Ee.refresh(),ke.refresh(),a.selected?.
type==="path"?fc():a.selected&&!cs(a.selected)?Z(null):a.selected&&ir&&V("selected"),ir=!1,pc()}function pc(){V("filtere\
d"),pe(),V("settled")}function fi(){as(),V("neighbourhood")}function on(e){a.centred=e,fi()}function Rt(e,t=1){let n=f("\
neighbourhood"),o=he(n);on(e===null?null:{id:e,steps:t}),a.before=null,ce(),le({animate:!1}),a.selected&&Z(a.selected),o&&
(n.querySelector("button")??_e()).focus()}var ir=!1;function wt({at:e,known:t}){if(!a.span)return;let n=a.days.known;Object.
assign(a.days,{at:e,known:wn(y)?t:null}),a.days.known!==n&&($o(a.days.known,a.language),ir=!0,V("known")),V("days")}function rn(e,t){
wt({...a.days,[e]:t}),ce()}var ar={at:null,known:null};function ui(){En([],[]),a.inferredHidden=!1,wt(ar),Rt(null)}function gi({
type:e,id:t}){let n=e==="edge"?P(t):null,o=()=>n?F(n):W(h(t));if(!o()){n&&(a.hiddenRelations.delete(n.relation),a.inferredHidden&&=
!n.inferred);for(let r of n?[n.from,n.to]:[t])a.hiddenKinds.delete(h(r).kind);o()||on(null),o()||wt({...a.days,at:null}),
ce()}}function Z(e,{bring:t=!0}={}){(e?.type==="node"||e?.type==="edge")&&(gi(e),bi(e)),e&&!a.selected&&(nn=document.activeElement,
a.before=I&&{position:I.getViewPosition(),scale:I.getScale(),offset:{x:0,y:0},home:a.home}),a.selected=e,a.hovered=null,
M.dataset.selected=e?e.id:"",I?.unselectAll(),pe(),V("selected"),e&&t&&tn(ut(e))}function fe(e){Z(e),f("panel").focus()}
var nn=null;function qn(){let e=a.selected&&a.before,t=he(f("panel"));Z(null),t&&(nn instanceof HTMLElement&&nn.isConnected&&
nn!==document.body?nn:_e()).focus({preventScroll:!0}),e&&(a.home=e.home,Ce(),Ft(e))}var hi=(e,t)=>e&&t?os(re(),e,t,n=>h(
n).label):[];function De(e,t,n=0){Object.assign(a.path,{from:e,to:t});for(let r of[e,t])r&&gi({type:"node",id:r});let o=hi(
e,t);Object.assign(a.path,{routes:o,at:Math.min(Math.max(n,0),Math.max(o.length-1,0))}),(a.view==="map"||$&&a.view==="la\
yers")&&Ae("network"),Z({type:"path",id:"path"},{bring:!!(e&&t)})}function fc(){let{from:e,to:t,at:n}=a.path,o=s=>s!==null&&
!W(h(s));if(o(e)||o(t)){Z(null);return}let r=hi(e,t);Object.assign(a.path,{routes:r,at:Math.min(n,Math.max(r.length-1,0))}),
Z(a.selected,{bring:!1})}function Yn(e){let{from:t,to:n}=a.path;if(!Te()||!(e||A()))Z(e);else{if(e?.type!=="node"||pt().
includes(e.id))return;t?De(t,e.id):De(e.id,n)}}function Ae(e){if(e===a.view||!jn().includes(e)||!I)return;a.selected?.type===
"arc"&&Z(null);let t=mi();a.before=null,a.view=e,M.dataset.view=e,V("view"),ce();let{selected:n}=a;(n?.type==="node"||n?.
type==="edge")&&bi(n),le({animate:!1}),a.selected?.type==="node"&&y.map&&Z(a.selected,{bring:!1}),a.selected&&tn(ut(a.selected),
{animate:!1,refit:!0}),Xt.matches||pi(t),V("settled")}function bi({type:e,id:t}){if(!$||a.view==="map")return;let[n,o]=e===
"edge"?[P(t).from,P(t).to]:[t,t],r=de.get(n)?.community;r===void 0||r!==h(o).community||r===a.opened||Bo()?.has(n)||wi(r)}
function wi(e){lr(e),a.pointed=null,a.before=null,e===null&&a.view==="layers"&&Ae("network"),ce(),V("view"),le({animate:!1})}
function lr(e){a.opened=e,M.dataset.opened=String(e??"")}function Zn(e){a.selected&&!Te()&&Z(null),a.view==="map"&&Ae("n\
etwork"),on(null),wi(e),V("changed")}var cr=({due:e,overdue:t},n)=>e===null?null:t!==null&&t<=n,Xn=(e,t)=>D([e.status,e.due&&`due ${e.due}`,cr(e,t)&&"overdue"],
", ");function nt(e){let t=[e.from,e.to].map(h).find(To);return lt(e)||e.when||(t?lt(t):"")}function ot(e){let n=Xe.has(e.through??
"")?h(e.through).label:e.label;return e.how?`${e.how} ${z(n)}`:e.label}function Jn(e,t){return e.how?ot(e):e.from===t?`${e.
label} \u2192`:`\u2190 ${e.label}`}function Qn(){let{id:e,steps:t}=a.centred;return`${z(h(e).label)} and what is ${t===1?
"one step":"two steps"} away`}var rt=()=>a.days.at??a.days.known??y.today??new Date().toISOString().slice(0,10),eo=()=>qr(
a.days);var uc={dot:()=>K("circle",{cx:11,cy:9,r:6.5}),small:()=>K("circle",{cx:11,cy:9,r:4.5}),square:()=>K("rect",{x:5,y:3,width:12,
height:12}),diamond:()=>K("path",{d:"M11 1.5 18.5 9 11 16.5 3.5 9Z"}),triangle:()=>K("path",{d:"M11 2 18 15H4Z"}),triangleDown:()=>K(
"path",{d:"M11 16 4 3H18Z"}),hexagon:()=>K("path",{d:"M7 2.5H15L19 9 15 15.5H7L3 9Z"}),star:()=>K("path",{d:"M11 1 13.3 \
6.4 19 6.9 14.7 10.7 16 16.4 11 13.4 6 16.4 7.3 10.7 3 6.9 8.7 6.4Z"})},dr=(...e)=>K("svg",{class:"icon",viewBox:"0 0 22\
 18","aria-hidden":"true"},...e),yi=[];function Gt(e,t=!1){let{shape:n}=te.get(e),r=dr(uc[n==="dot"&&e!=="Country"?"smal\
l":n]());return yi.push({element:r,kind:e,planned:t}),xi({element:r,kind:e,planned:t}),r}function xi({element:e,kind:t,planned:n}){
let o=Y(t);e.setAttribute("fill",n?"none":o),e.setAttribute("stroke",o),e.setAttribute("stroke-width",n?"1.8":"1"),n&&e.
setAttribute("stroke-dasharray","3 2")}var vi=()=>yi.forEach(xi);function mr(e){return dr(K("path",{...{d:"M1 9H17",stroke:"\
currentColor","stroke-width":1.6},"stroke-dasharray":e?"4 3":"none",fill:"none",opacity:.75}),K("path",{d:"M15.5 6 21 9 \
15.5 12Z",fill:"currentColor",opacity:.75}))}var Si=()=>dr(K("circle",{cx:11,cy:9,r:7,fill:"currentColor"}),K("path",{d:"\
M11 5V10M11 12V13.4",stroke:"var(--card)","stroke-width":2}));function Vt(e){let t=It(e);return t?m("img",{class:"icon f\
lag",src:t,alt:"",width:16,height:16}):Gt(e.kind,e.planned)}var Pe=(...e)=>m("span",{class:"tag"},...e),to=e=>m("span",{class:"tag dashed"},e),sn=()=>m("span",{class:"tag marked"},
"contested"),jt=e=>w(e,"span",{class:"tag"});function no(e,t){return m("div",{class:"tags"},t,e.planned&&to("planned"),e.
status&&e.status!=="planned"?jt(e.status):null,e.overdue&&e.overdue<=rt()?jt("overdue"):null,e.inferred&&to("inferred"),
e.contested&&sn())}var Ie=(...e)=>m("ul",{class:"links"},...e),ye=e=>T({class:"plain"},()=>fe({type:"node",id:e.id}),Vt(
e),w(e.label));function oo(e,t,n){let o=`${z(h(e).label)} ${t} ${z(h(n).label)}`;return m("div",{class:"ends"},w(o,"h2",
{class:"visually-hidden"}),ye(h(e)),w(t,"span",{class:"verb"}),ye(h(n)))}function yt(e){let t=y.sources[e];if(!t)return[
xe(e,e)];let n=D([t.publisher,t.issued]);return[xe(t.title??e,t.url),n?w(` \xB7 ${n}`):""]}function Wt(e){let{source:t,paragraph:n,
sentence:o,start:r,end:s,gist:i,url:l}=y.passages[e],c=r!==null&&s!==null&&`characters ${r}\u2013${s}`,d=D([n&&`paragrap\
h ${n}`,o&&`sentence ${o}`,c],", "),p=m("p",{class:"from"},...yt(t));return d&&p.append(" \xB7 ",d),l&&l!==y.sources[t]?.
url&&p.append(" \xB7 ",xe(gn(l)?"open":l,l)),m("div",{class:"passage"},i?w(i,"p"):"",p)}function ro(e,t){t.length&&e.append(
J(t.length===1?"Passage":`Passages (${t.length})`),...t.map(Wt))}function Ge(e){document.getElementById(e)?.focus()}var an=()=>f("dialog");function _t(e,...t){f("dialog-title").textContent=e,f("dialog-body").replaceChildren(...t),an().showModal()}
var Ei=()=>an().open,ln=()=>an().close();function ki(){f("close").addEventListener("click",ln),an().addEventListener("cl\
ick",e=>{e.target===an()&&ln()})}var pr=3e3;function Mi(){let e=$&&!A()&&a.view!=="map"?Je():re(),t=s=>[s.from,s.to].map(
i=>h(i).label).join(`
`),n=e.slice(0,pr).sort((s,i)=>t(s).localeCompare(t(i))),o=["From","Relation","To","When","Signs"].map(s=>m("th",{scope:"\
col"},s)),r=$?[]:oe().filter(s=>!U(s.id).some(F));_t("What is shown",gc(e.length),m("table",{},m("thead",{},m("tr",{},...o)),
m("tbody",{},...n.map(hc))),r.length?m("ul",{"aria-label":"Things without a shown relation"},...r.map(({id:s})=>m("li",{},
...fr(s)))):"")}function gc(e){let t=re().length;if(e<=pr&&e>=t)return"";let n=e<t?"the relations of what is drawn":"ope\
n a community to list its relations",o=`${Math.min(e,pr).toLocaleString("en")} of ${k(t,"relation","relations")}`;return m(
"p",{class:"group"},`${o}: ${n}. Save exports all of them as CSV.`)}function Li(e,t){return T({class:"plain",dir:"auto"},
()=>{ln(),fe(e)},t)}function fr(e){let t=h(e),n=t.subtitle??(t.kind==="Commitment"?Xn(t,rt()):"");return[Li({type:"node",
id:e},t.label),n?w(n,"div",{class:"subtitle"}):null]}function hc(e){let t=D([e.inferred&&"inferred",e.contested&&"contes\
ted"],", ");return m("tr",{},m("td",{},...fr(e.from)),m("td",{class:"relation"},Li({type:"edge",id:e.id},ot(e))),m("td",
{},...fr(e.to)),w(nt(e),"td",{class:"date"}),w(t,"td",{class:"signs"}))}var bc=({licence:e})=>e?[w(" \xB7 licence: "),xe(
e,e)]:[];function Ti(){_t("Sources and licence",m("p",{},D([y.version&&`Data version ${y.version}`,y.licence])),m("ol",{},
...dt.map(([e,t])=>m("li",{},...yt(e),...bc(t)))),...y.licences.map(([e,t])=>m("details",{class:"licence"},m("summary",{},
e),m("pre",{},t))))}function ur(){let e=dt.map(([t,{title:n}])=>z(n??t));f("version").textContent=y.version?`Data ${y.version}`:
"",f("licence").textContent=y.licence??"",f("credits").textContent=e.length?`Sources: ${e.join("; ")}`:"",f("sources").textContent=
e.length?k(e.length,"source","sources"):"About"}var cn=e=>e.replace(/[\p{Cf}'"`´.\u02b0-\u02ff\u2018-\u201f\u2032\u2033]/gu,"").normalize("NFKD").replace(/\p{M}/gu,"").
toLowerCase().replace(/[\p{P}\p{Z}\s\u2212]+/gu," ").trim();function Oi(e,{more:t=()=>"",weight:n=()=>0}={}){return e.map(
o=>{let s=[...new Set([o.label,...Object.values(o.labels),...o.names])].map(l=>({name:l,folded:cn(l)})),i=[o.code,o.curie].
filter(l=>l!==null&&l!=="").map(l=>cn(l));return{node:o,names:s,codes:i,all:[...s.map(({folded:l})=>l),...i,cn(o.subtitle??
""),cn(t(o))].join(" "),weight:n(o)}})}function $i(e,t){let n=cn(t);if(!n)return[];let o=n.split(" "),r=e.map(i=>yc(i,n,
o)).filter(i=>i!==null);return(r.length?r:e.filter(i=>xc(i,o)).map(({node:i,weight:l})=>({node:i,rank:0,otherName:null,weight:l}))).
sort(wc).slice(0,9)}var wc=(e,t)=>e.rank-t.rank||+!!e.otherName-+!!t.otherName||t.weight-e.weight||(e.node.label<t.node.
label?-1:1);function yc({node:e,names:t,codes:n,all:o,weight:r},s,i){if(!i.every(u=>o.includes(u)))return null;let l=u=>u===
s?0:u.startsWith(s)?1:i.every(g=>` ${u}`.includes(` ${g}`))?2:i.every(g=>u.includes(g))?3:4;if(n.includes(s))return{node:e,
rank:0,otherName:null,weight:r};let c=t.map(u=>l(u.folded)),d=Math.min(...c),p=d<4&&c[0]===4?t[c.indexOf(d)].name:null;return{
node:e,rank:d,otherName:p,weight:r}}function xc({names:e,all:t},n){let o=r=>e.some(({folded:s})=>s.split(" ").some(i=>vc(
r,i)));return n.every(r=>t.includes(r)||r.length>=5&&o(r))}function vc(e,t){let n=0;for(;n<e.length&&e[n]===t[n];)n+=1;return[
[1,1],[1,0],[0,1]].some(([r,s])=>t.slice(n+s).startsWith(e.slice(n+r)))}var gr=null;function dn(e){return gr??=Oi(O,{more:t=>Xn(t,rt()),weight:t=>U(t.id).length}),$i(gr,e)}function Ni(){gr=null}var st=0;function Di(){let e=X("search");e.addEventListener("input",()=>{st=0,Ci()}),e.addEventListener("focus",()=>e.select()),
e.addEventListener("blur",so),e.addEventListener("keydown",t=>{let n=dn(e.value);t.key==="Enter"&&n.length?Ai(n[Math.min(
st,n.length-1)]):(t.key==="ArrowDown"||t.key==="ArrowUp")&&(st=(st+(t.key==="ArrowDown"?1:-1)+n.length)%Math.max(n.length,
1),Ci(),t.preventDefault())})}function Ci(){let e=X("search"),t=dn(e.value);st=Math.min(st,Math.max(t.length-1,0));let n=e.
value.trim()!=="",o={class:"none",role:"option","aria-disabled":"true","aria-selected":"false"};f("matches").replaceChildren(
...t.map(Sc)),n&&!t.length&&f("matches").append(m("li",o,"No match")),f("matches").hidden=!n,e.setAttribute("aria-expand\
ed",String(n)),t.length?e.setAttribute("aria-activedescendant",`match-${st}`):e.removeAttribute("aria-activedescendant")}
function Sc(e,t){let{node:n,otherName:o}=e,r=o===null?null:w(o,"span",{class:"other-name"}),s=m("span",{class:"name"},w(
n.label),r&&" ",r),i={role:"option",id:`match-${t}`,"aria-selected":String(t===st)};return je(m("li",i,Vt(n),s),{mousedown:l=>{
l.preventDefault(),Ai(e)}})}function so(){f("matches").hidden=!0,f("search").setAttribute("aria-expanded","false"),f("se\
arch").removeAttribute("aria-activedescendant")}function Ai({node:e}){X("search").value=e.label,so(),fe({type:"node",id:e.
id})}function Ve(e,t){let n=new Map;for(let o of e)n.set(t(o),(n.get(t(o))??0)+1);return n}function hr(e,t){return{inferred:t.
filter(n=>n.inferred).length,planned:e.filter(n=>n.planned).length,contested:[...e,...t].filter(n=>n.contested).length}}
function io(e,t){return{kinds:Ve(e,n=>n.kind),relations:Ve(t,n=>n.relation),...hr(e,t)}}var Pi=(e,t)=>e===t?"":`${e} of `;var br={at:{title:"Held on",none:"any day"},known:{title:"Known by",none:"today"}},Ec=Object.keys(br),kc={ArrowRight:!0,
ArrowUp:!0,ArrowLeft:!1,ArrowDown:!1},Ii=()=>Ec.filter(e=>e==="at"||wn(y));function Bi(){a.span&&f("events").replaceWith(
Hi(a.span))}function Fi(){a.span=y.timed?Kr(y):null;let{span:e}=a;if(f("time-open").hidden=!e,!e)return;let[t,n]=[at(e.first).
slice(0,4),at(e.last).slice(0,4)];f("time").append(m("div",{class:"slider"},m("span",{class:"title"},"Events"),Hi(e),m("\
span",{class:"years"},`${t} \u2013 ${n}`)),...Ii().map(o=>Mc(o,e)),m("p",{id:"time-says",role:"status"})),f("time-open").
addEventListener("click",()=>wr(!!f("time").hidden)),ao()}function wr(e){f("time").hidden=!e,ao(),le(),e&&Ge("at-range")}
function Mc(e,t){let{title:n,none:o}=br[e],r=m("input",{id:`${e}-range`,type:"range",min:t.first,max:t.last,step:1,"aria\
-label":`${n} (day)`}),s=m("input",{id:`${e}-day`,type:"date","aria-label":`${n}: date`});r.addEventListener("input",()=>rn(
e,at(Number(r.value)))),r.addEventListener("keydown",l=>{let c=kc[l.key];c!==void 0&&(rn(e,Ur(t,e,a.days[e],c)),l.preventDefault())}),
s.addEventListener("change",()=>rn(e,Ze(s.value)));let i=()=>{rn(e,null),Ge(`${e}-range`)};return m("div",{class:"slider"},
m("span",{class:"title"},n),r,m("span",{class:"none",id:`${e}-none`},o),s,T({class:"plain why",id:`${e}-any`,"aria-label":`${n}\
: ${o}`},i,o))}function Hi(e){let t=[...Ve(Oo(O),l=>l.slice(0,4))].sort(),n=Math.max(1,...t.map(([,l])=>l)),o=e.last-e.first,
r=t.map(([l,c])=>{let p={x:((kt(`${l}-01-01`)-e.first)/o*1e3).toFixed(1),width:Math.max(365/o*1e3-3,2).toFixed(1),y:(40-
38*c/n).toFixed(1),height:(38*c/n).toFixed(1)},u=K("rect",p,K("title",{},`${l}: ${k(c,"event","events")}`));return u.dataset.
year=l,u}),i={id:"events",viewBox:"0 0 1000 40",preserveAspectRatio:"none",role:"img","aria-label":`Events by year: ${t.
map(([l,c])=>`${l} ${c}`).join(", ")}`};return K("svg",i,...r)}function ao(){let{days:e,span:t}=a;if(!t)return;for(let s of Ii()){
let i=e[s];M.dataset[s]=i??"",X(`${s}-range`).value=String(i?kt(i):t.last),X(`${s}-range`).setAttribute("aria-valuetext",
i??br[s].none),X(`${s}-day`).value=i??"",f(`${s}-any`).hidden=!i,f(`${s}-none`).hidden=!!i}for(let s of f("events").querySelectorAll(
"rect"))s.setAttribute("class",e.at&&s.dataset.year>e.at.slice(0,4)?"later":"");f("time-says").textContent=Yr(e);let n=!!(e.
at||e.known),o=T({class:"plain",id:"all-days"},Lc,"All days"),r=es(y,e.known);f("notes").replaceChildren(...r.map(s=>w(`\
note: ${s}`,"p",{class:"sub note"}))),f("day-line").hidden=!n,f("day-line").replaceChildren(...n?[`Only ${eo()}.`," ",o]:
[]),f("time-open").setAttribute("aria-expanded",String(!f("time").hidden)),f("time-open").classList.toggle("active",n)}function Lc(){
let e=he(f("day-line"));wt(ar),ce(),e&&_e().focus()}var Gi=()=>[{key:"/",does:"Search",act:()=>f("search").focus()},{key:"f",does:"Fit the drawing into the window",act:()=>le()},
{key:"+",does:"Zoom in",act:()=>Ht(1.3)},{key:"-",does:"Zoom out",act:()=>Ht(1/1.3)},...et.map((e,t)=>({key:String(t+1),
does:`Show the view ${f(`view-${e}`).textContent}`,act:()=>Ae(e)}))],Tc=[{key:"Tab",does:"Go to the next control; the fi\
rst one, Go to the graph, skips the filters"},{key:"Arrow keys",does:"In the graph: go to the next thing in that directi\
on"},{key:"Shift + arrow keys",does:"In the graph: follow a relation in that direction"},{key:"Enter",does:"In the graph\
: open the details of the current thing"},{key:"Esc",does:"Close what is open, and go back"}];function Vi(e){if(!(e.ctrlKey||
e.metaKey||e.altKey||Ei())){if(e.key==="Escape")$c();else if(a.singleKeys&&!Oc(e.target)){let t=Gi().find(({key:n})=>n===
e.key);if(!t)return;e.preventDefault(),t.act()}}}var Oc=e=>e instanceof Element&&e.closest("input:not([type=checkbox]), \
textarea, select")!==null;function $c(){let e=f("filters");H.matches&&e.open?Ri(e,()=>{e.open=!1},e.querySelector("summa\
ry")):he(f("time"))?Ri(f("time"),()=>wr(!1),f("time-open")):(X("search").value&&(X("search").value="",so()),qn())}function Ri(e,t,n){
let o=he(e);t(),o&&n.focus()}function yr(e){a.singleKeys=e,f("find").querySelector("kbd").hidden=!e}function ji(){let e=({
key:o,does:r})=>m("tr",{},m("th",{scope:"row"},m("kbd",{},o)),w(r,"td")),t=Gi(),n=m("input",{type:"checkbox",id:"single-\
keys"});je(n,{change:()=>{yr(n.checked),V("changed")}}),n.checked=a.singleKeys,_t("Keyboard shortcuts",m("table",{class:"\
keys"},m("tbody",{},...Tc.map(e),...t.map(e))),m("label",{class:"row"},n,`Use single-key shortcuts (${t.map(({key:o})=>o).
join(" ")}) outside text fields`))}var xr=()=>Ve(O.flatMap(e=>Object.keys(e.labels)),e=>e),Wi=()=>xr().size<2?[]:[...xr().keys()].filter(e=>e!=="en").sort(),
_i=()=>new Set(Wi());function vr(){let e=xr();if(f("language-row").hidden=e.size<2,document.getElementById("language")?.
remove(),e.size<2)return;let t=Wi().map(o=>m("option",{value:o,lang:o},`${z(Nc(o))} (${e.get(o)})`)),n=m("select",{id:"l\
anguage"},m("option",{value:""},"English"),...t);je(n,{change:()=>Ki(n.value)}),n.value=a.language,f("language-row").append(
n)}function Nc(e){try{return new Intl.DisplayNames([e],{type:"language"}).of(e)??e}catch{return e}}function zi(e){let t=document.
getElementById("language");t&&(t.value=e),e!==a.language&&Ki(e)}function Ki(e){a.language=e,M.dataset.language=e,No(e),a.
selected&&Z(a.selected,{bring:!1}),V("language"),pe()}function zt(){let e=jn();f("views").hidden=e.length<2&&!$;for(let t of et){let n=hn(`view-${t}`),o=$&&t==="layers";n.hidden=
!e.includes(t)&&!o,n.disabled=!e.includes(t),o&&(n.title=`One column for each class${n.disabled?`: ${Cc()}`:" (2)"}`),n.
setAttribute("aria-pressed",String(t===a.view))}}function Cc(){return a.opened===null?"open a community first":`all thin\
gs of this community are in one column, ${y.columns[Uo()[0]]}`}function Ui(){for(let e of et)f(`view-${e}`).addEventListener(
"click",()=>Ae(e))}var lo=!1,co="";function Dc(){let{selected:e,path:t}=a;return e?e.type==="row"?{type:"row",row:Number(e.id)}:e.type!=="p\
ath"?{type:e.type,id:e.id}:t.from?{type:"path",from:t.from,to:t.to,at:t.at}:null:null}function Ac(){let e=X("search").value.
trim(),{selected:t}=a;return t?.type==="node"&&e===h(t.id).label?"":e}function Pc(){let e=a.view==="map"&&a.strength!==a.
strengthAtFirst;return{view:a.view,selected:Dc(),search:Ac(),hiddenKinds:[...a.hiddenKinds],hiddenRelations:[...a.hiddenRelations],
inferredHidden:a.inferredHidden,thinned:a.thinned,strength:e?a.strength:null,language:a.language,singleKeys:a.singleKeys,
opened:a.opened===null?null:L[a.opened].hubs[0],centred:a.centred,at:a.days.at,known:a.days.known,eye:a.movedByHand&&I?{
...I.getViewPosition(),scale:I.getScale()}:null}}function Kt(){if(!lo)return;let e=$s(Pc(),P).toString();if(M.dataset.state=
e,e!==co){co=e;try{history.replaceState(null,"",`${location.pathname}${location.search}${e?`#${e}`:""}`)}catch{}}}var Yi=()=>`${location.
href.split("#")[0]}${co?`#${co}`:""}`;function qi(e){lo=!1,wt(Ko(e));let t=Cs(e,{hasNode:r=>Xe.has(r),edges:Q,kinds:new Set(
te.keys()),relations:new Set(Q.map(r=>r.relation)),languages:_i(),rows:y.answer?.rows.length??0});Ic(t),Bc(t),X("search").
value=t.search,Fc(t.selected);let{selected:n}=a;n?.type==="node"&&!t.search&&(X("search").value=h(n.id).label),n&&tn(ut(
n),{animate:!1,refit:!0});let{eye:o}=t;a.movedByHand=o!==null,o&&S().moveTo({position:{x:o.x,y:o.y},scale:o.scale,animation:!1}),
lo=!0,Kt()}function Ic(e){En(e.hiddenKinds,e.hiddenRelations),a.inferredHidden=e.inferredHidden,a.thinned=e.thinned,yr(e.
singleKeys),a.strength=e.strength??a.strengthAtFirst,on(e.centred),zi(e.language)}function Bc({opened:e,view:t}){a.selected&&
Z(null),a.before=null,lr($&&e!==null?h(e).community??null:null),ce(),zt(),t&&Ae(t),ce(),le({animate:!1})}function Fc(e){
e?.type==="path"?De(e.from,e.to,e.at):e?.type==="row"?Z({type:"row",id:String(e.row)}):e?.type==="arc"?a.view==="map"&&B.
has(e.id)&&Z({type:"arc",id:e.id}):e&&Z({type:e.type,id:e.id})}function Zi(){let e=()=>{a.movedByHand=!0,Kt()};G("change\
d",Kt),S().on("zoom",e),S().on("animationFinished",Kt),S().on("dragEnd",({nodes:t})=>{t.length||e()}),f("search").addEventListener(
"input",Kt),addEventListener("hashchange",()=>qi(location.hash)),location.hash.length>1&&qi(location.hash),lo=!0,Kt()}async function Hc(e,t){
try{await navigator.clipboard.writeText(Yi()),e.textContent="Copied."}catch{t.focus(),t.select(),e.textContent=document.
execCommand("copy")?"Copied.":"Press Ctrl+C to copy it."}}function Xi(){if(location.protocol==="about:")return m("p",{class:"\
group"},"Links work only if the page is a file: write the page to a file first.");let e=m("input",{id:"link",type:"text",
readonly:!0,"aria-label":"Link to this view",dir:"ltr"});e.value=Yi();let t=m("span",{role:"status",id:"copied"}),n=T({class:"\
action",id:"copy"},()=>{Hc(t,e)},"Copy link");return m("div",{class:"link-row"},e,n,t)}var mo=e=>y.answer.columns.map((t,n)=>[t,e.cells[n]??""]).filter(([,t])=>t);var Sr=300;function Ji(){let{answer:e}=y,t=f("answer");if(t.hidden=!e,!e)return;let{rows:n}=e,o=r=>t.append(m("p",{class:"\
group"},r));t.open=!H.matches,t.append(m("summary",{},"Answer ",m("span",{class:"count"},k(n.length,"row","rows"))),m("o\
l",{},...n.slice(0,Sr).map(Rc))),n.length||o("No rows: the graph contains no answer."),n.length>Sr&&o(`The first ${Sr} r\
ows; kg ask lists all of them.`)}function Rc(e,t){let n=mo(e).flatMap(([r,s],i)=>[w(r,"span",{class:"column"})," ",w(s,i?
"span":"strong",{class:"cell"})," "]),o=()=>fe({type:"row",id:String(t)});return m("li",{},T({class:"plain",id:`row-${t}`},
o,...n))}function Qi(){let{selected:e}=a;for(let t of f("answer").querySelectorAll("button"))t.setAttribute("aria-curren\
t",String(e?.type==="row"&&t.id===`row-${e.id}`))}function mn(){if(!$)return;let e=document.getElementById("communities")??Gc(),t=he(e),n=a.view==="map";f("back").hidden=
A()||n||!Oe.list.length,e.replaceChildren(...n||a.opened===null?Vc(n):jc(a.opened)),t&&!he(e)&&po()}var po=()=>f("commun\
ities").querySelector("summary").focus();function Gc(){let e=m("details",{id:"communities",open:!H.matches});H.matches?f(
"find").before(e):f("answer").after(e);let t=()=>{Zn(null),po()};return f("views").before(T({id:"back",title:"Back to al\
l communities"},t,"\u2190 All")),e}function ea({at:e,count:t},n,o){let r=()=>{Zn(e),po()},s=w(Sn(e),"strong");return m("\
li",{},T({class:"plain","data-group":e},r,s,w(k(t,n,o))))}function Vc(e){let{members:t}=Se(),{opened:n}=a,o=e?"The map s\
hows the whole graph. A community opens in the network view.":"The graph is too large to draw at once: open a community,\
 or search. The things of a community have more relations with each other than with the rest.",r=()=>{Ae("network"),po()};
return[m("summary",{},"Communities ",m("span",{class:"count"},String(L.length))),m("p",{class:"group"},o),e&&n!==null?T(
{class:"plain back"},r,w(`\u2190 Back to ${Sn(n)}`)):"",m("ol",{},...L.map((s,i)=>ea({at:i,count:t[i]},"thing","things")))]}
function jc(e){let{members:t,within:n,neighbours:o}=Se(),r=o[e],s=r.reduce((d,{count:p})=>d+p,0),i=`${k(t[e],"thing","th\
ings")} with ${k(n[e],"relation","relations")} among them.`,c=`${k(s,"relation leads","relations lead")} to ${k(r.length,
"other community","other communities")}:`;return[m("summary",{},w(Sn(e))),m("p",{class:"group"},`${i} ${s?c:"No relation\
 leads to another community."}`),m("ol",{},...r.map(d=>ea(d,"relation","relations")))]}function ta(e){if(!$)return;let t=S();
t.on("click",({pointer:o})=>{let r=A()?Do(L,o.canvas):null;r!==null&&Zn(r)});let n=o=>{o!==a.pointed&&(a.pointed=o,f("ca\
nvas").classList.toggle("over",o!==null),t.redraw())};e.addEventListener("mousemove",({offsetX:o,offsetY:r})=>{n(A()?Do(
L,t.DOMtoCanvas({x:o,y:r})):null)}),e.addEventListener("mouseleave",()=>n(null))}var uo=[],Er=[],kr=()=>{for(let e of uo)e()},oa=e=>{for(let t of Er)t(e)};function fo(e,t){let n=m("span",{class:"part"});
return Er.push(o=>{let r=Pi(t(o),e);n.textContent!==r&&(n.textContent=r)}),m("span",{class:"count"},n,String(e))}var ra=e=>w(
e,"span",{class:"name"});function sa(e,t,n,o,r,s){let i=m("input",{type:"checkbox",checked:!0}),l=m("label",{class:"row"},
i,t,ra(n),o);return i.addEventListener("change",()=>{s(i.checked),ce()}),uo.push(()=>{i.checked=r(),l.classList.toggle("\
off",!r())}),e.append(l),i}function na(e,t,n,o){for(let{key:i,name:l,figure:c,whole:d}of o){let p=fo(d,g=>t.has(i)?d:g[n].
get(i)??0),u=g=>g?t.delete(i):t.add(i);sa(e,c,l,p,()=>!t.has(i),u).dataset.key=i}let r=e.firstElementChild,s=T({class:"a\
ll"},()=>{let i=t.size===0;if(t.clear(),i)for(let{key:l}of o)t.add(l);ce()});uo.push(()=>{s.textContent=t.size?"all":"no\
ne",s.setAttribute("aria-label",`${r.textContent}: ${s.textContent}`)}),r.after(s)}function Mr(){uo.length=0,Er.length=0;
for(let n of["kinds","relations","signs"])for(let o of f(n).querySelectorAll(".row, .all"))o.remove();let e=io(O,Q),t=[...te.
keys()].filter(n=>e.kinds.has(n)).map(n=>({key:n,name:ge(n),figure:Gt(n),whole:e.kinds.get(n)}));na(f("kinds"),a.hiddenKinds,
"kinds",t),na(f("relations"),a.hiddenRelations,"relations",Wc()),f("relations").hidden=!Q.length,_c()}function Wc(){let e=new Map(
Q.map(n=>[n.relation,n.via?ge(n.relation.replace(/^.*:/,"")):n.label])),t=new Set(Q.filter(n=>!n.inferred).map(n=>n.relation));
return[...Ve(Q,n=>n.relation)].map(([n,o])=>({key:n,name:e.get(n),figure:mr(!t.has(n)),whole:o})).sort((n,o)=>o.whole-n.
whole||(n.name<o.name?-1:1))}function _c(){let{inferred:e,planned:t,contested:n}=hr(O,Q),o=f("signs"),r=(i,l,c)=>o.append(
m("div",{class:"row sign"},i,ra(l),c));if(e){let i=fo(e,c=>a.inferredHidden?e:c.inferred),l=c=>{a.inferredHidden=!c};sa(
o,mr(!0),"Inferred, with a proof",i,()=>!a.inferredHidden,l).id="inferred"}let s=O.find(i=>i.planned);s&&r(Gt(s.kind,!0),
"Planned",fo(t,i=>i.planned)),n&&r(Si(),"Contested",fo(n,i=>i.contested)),o.hidden=!(e||t||n)}function go(){let[e,t]=[oe(),re()];oa(io(e,t)),M.dataset.nodes=String(e.length),M.dataset.edges=String(t.length);let o=`${a.
view==="map"?`${ae().length} on the map; `:""}${k(e.length,"thing","things")}, ${k(t.length,"relation","relations")}`,r=m(
"span",{"aria-hidden":"true"},`${e.length} \xB7 ${t.length}`);f("shown").replaceChildren(...H.matches?[r,m("span",{class:"\
visually-hidden"},o)]:[o]),f("empty").hidden=e.length>0,O.length&&!e.length&&zc()}function zc(){let e=[...a.hiddenKinds].
map(ge),t=e.length&&`without the ${e.length>1?"classes":"class"} ${e.join(", ")}`,n=e.length===te.size?"all classes are \
switched off":t,o=eo(),r=[n,a.centred&&`only ${Qn()}`,o&&`only ${o}`],s=()=>{ui(),_e().focus()};f("empty").replaceChildren(
w(`There is nothing to show: ${D(r,"; ")}.`,"p"),T({class:"action",id:"reset"},s,"Show everything"))}function ia(){let{centred:e}=a,t=f("neighbourhood");if(t.hidden=!e,!e){t.replaceChildren();return}let n=e.steps===1?2:1;
t.replaceChildren(w(`Only ${Qn()}.`)," ",T({class:"plain"},()=>Rt(e.id,n),n===1?"One step":"Two steps"),T({class:"plain",
id:"neighbourhood-all"},()=>Rt(null),"Show everything"))}function pn(){A()?qc():a.view==="map"?Uc():Kc()}function Kc(){let[e,t]=[f("note-text"),hn("all-lines")],n=Je().length,{drawn:o,
thick:r}=me(),s=n>y.crowd;f("strength").hidden=!0,t.hidden=!s,t.textContent=a.thinned?"Draw all":"Thin out",e.textContent=
Hn(o.size,n),e.title=a.thinned&&s?"Each relation that is left out joins things that at most three drawn relations join. \
Point at a thing to see all its relations.":"",f("note").hidden=!s&&!r.size,M.dataset.drawn=String(o.size)}function Uc(){
let[e,t,n]=[Mn(),a.strength??1,X("strength")];n.hidden=e<2,f("all-lines").hidden=!0,n.max=String(e),n.value=String(Math.
min(t,e)),n.setAttribute("aria-valuetext",`at least ${k(t,"link","links")}`);let o=[...B.values()].filter(Ln).length,r=t>
1?` with ${t} or more links`:"";f("note-text").textContent=`Arcs${r}: ${o} of ${B.size}`,f("note").hidden=!B.size,M.dataset.
arcs=String(o),M.dataset.drawn="0"}function qc(){let{pairs:e,strong:t}=Se(),n=`${t.length} of ${e} lines between them: p\
oint at a community to see all its lines`,o=k(e,"line between them","lines between them"),r=f("note-text");r.textContent=
`${k(L.length,"community","communities")}; ${t.length<e?n:o}`,r.title="Click a bubble to open it. A wider line stands fo\
r more relations.",f("note-names").textContent="",f("all-lines").hidden=!0,f("strength").hidden=!0,f("note").hidden=!1,M.
dataset.drawn="0"}function aa(){f("all-lines").addEventListener("click",()=>{a.thinned=!a.thinned,ce()}),f("strength").addEventListener(
"input",()=>{a.strength=Number(X("strength").value),pe(),pn()})}function Yc(e,t){let{known:n,...o}=e.sources[t]??{};return{iri:t,...o}}function la(e,t,n,o,r){let i=[...new Set([...t,...n].
flatMap(c=>Ut(e,c)))].sort().map(c=>Yc(e,c)),l={title:e.title,data_version:e.version??"",licence:e.licence??"",shown:Zc(
e,o),sources:i};return{data:e,day:r,nodes:t,edges:n,about:l}}function Ut(e,t){let n="sources"in t?t.sources:[];return[...new Set(
[...n,...t.passages.map(o=>e.passages[o].source)])].sort()}var xt=({iri:e,title:t,publisher:n,issued:o,url:r,licence:s})=>D(
[t??e,n,o,r,s&&`licence: ${s}`],", "),ca=({data_version:e,licence:t,shown:n,sources:o})=>[`Data version: ${e}`,`Licence:\
 ${t}`,`Shown: ${n}`,"Sources:",...o.map(xt)];function Zc(e,{hiddenKinds:t,hiddenRelations:n,inferredHidden:o,centred:r,
days:s}){let i=[...t].map(ge),l=e.edges.filter(p=>n.has(p.relation)).map(p=>p.label),c=[...new Set(l)],d=r?.steps===1?"o\
ne step":"two steps";return D([i.length&&`without the classes ${i.join(", ")}`,c.length&&`without the relations ${c.join(
", ")}`,o&&"without what is inferred",r&&`only ${r.label} and what is ${d} away`,e.slice,s.at&&`what held on ${s.at}`,s.
known&&`known by ${s.known}`],"; ")||"all"}var ze=["label","kind","curie","subtitle","note","start","end","status","due","overdue","fulfilled_by","amount","currenc\
y","contested","sources"],Ke=["relation","label","through","how","start","end","inferred","contested","sources"],Xc=(e,t)=>e[t]??
null;function da(e,t,n){return n==="overdue"?cr(t,e.day):Xc(t,n)}var Lr=(e,t,n)=>n==="sources"?Ut(e.data,t).join(" "):da(
e,t,n),ma=(e,t,n)=>n==="sources"?Ut(e.data,t):da(e,t,n),ho=(e,t,n)=>n.map(o=>[o,Lr(e,t,o)]).filter(([,o])=>o!==null&&o!==
""),Jc=["inferred","contested","overdue"],fn=e=>Jc.includes(e)?"boolean":"string";var Qc=/(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/gu,ed=/^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|INF)$/i,
td=/^[\s\p{Cc}\p{Cf}\p{Z}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;function nd(e){let t=e===null?"":String(e),n=t.replace(Qc,""),
r=td.test(n)&&!ed.test(n)||/^[\t\r\n]/.test(t)?`'${n}`:n;return/[",\r\n]/.test(r)?`"${r.replaceAll('"','""')}"`:r}function pa(e,t,n,o){
let{data:r,about:s}=e,i=d=>Ut(r,d).map(p=>xt({iri:p,...r.sources[p]})).join("; "),l=[...n,...o.map(d=>[d,p=>Lr(e,p,d)]),
["source_titles",i],["graph",()=>s.title],["data_version",()=>s.data_version],["licence",()=>s.licence]],c=t.map(d=>l.map(
([,p])=>p(d)));return`\uFEFF${[l.map(([d])=>d),...c].map(d=>`${d.map(nd).join(",")}\r
`).join("")}`}var fa=e=>pa(e,e.nodes,[["id",({id:t})=>t]],ze);function ua(e,t){let n=[["from",o=>o.from],["to",o=>o.to],
["from_label",o=>t(o.from)],["to_label",o=>t(o.to)]];return pa(e,e.edges,n,Ke)}var j=(e,t={},...n)=>({tag:e,attributes:t,children:n}),ga={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","	":"&#x9;","\n":"\
&#xa;","\r":"&#xd;"},od=e=>Ye(e).replace(/[&<>\r]/g,t=>ga[t]),rd=e=>Ye(e).replace(/[&<>"\t\n\r]/g,t=>ga[t]);function ha({
tag:e,attributes:t,children:n}){let o=Object.entries(t).map(([s,i])=>` ${s}="${rd(i)}"`),r=n.map(s=>typeof s=="string"?od(
s):ha(s)).join("");return`<${e}${o.join("")}${r?`>${r}</${e}>`:"/>"}`}var bo=e=>`<?xml version="1.0" encoding="UTF-8"?>
${ha(e)}
`;var sd="http://www.gexf.net/1.2draft/viz",ba=e=>e!=="label",wa={node:ze.filter(ba),edge:Ke.filter(ba)};function ya(e,{placeOf:t,
nodeColour:n}){let{nodes:o,edges:r,about:s}=e,i=u=>j("attributes",{class:u},...wa[u].map(g=>j("attribute",{id:`${u}-${g}`,
title:g,type:fn(g)}))),l=(u,g)=>j("attvalues",{},...ho(e,g,wa[u]).map(([x,v])=>j("attvalue",{for:`${u}-${x}`,value:v}))),
c=(u,g)=>j(`viz:${u}`,{"xmlns:viz":sd,...g}),d=u=>{let[g,x,v]=Rn(n(u)),{x:E,y:N}=t(u);return j("node",{id:u.id,label:u.label},
l("node",u),c("color",{r:g,g:x,b:v}),c("position",{x:E,y:-N,z:0}),c("size",{value:u.size}))},p=u=>j("edge",{id:u.id,source:u.
from,target:u.to,label:u.label},l("edge",u));return bo(j("gexf",{xmlns:"http://www.gexf.net/1.2draft",version:"1.2"},j("\
meta",{},j("creator",{},"kg"),j("description",{},[s.title,...ca(s)].join(`
`))),j("graph",{defaultedgetype:"directed",mode:"static"},i("node"),i("edge"),j("nodes",{},...o.map(d)),j("edges",{},...r.
map(p)))))}var xa=["x","y"];function va(e,t){let{nodes:n,edges:o,about:r}=e,{title:s,data_version:i,licence:l}=r,c={title:s,data_version:i,
licence:l,shown:r.shown,sources:r.sources.map(xt).join(`
`)},d=(g,x,v,E)=>j("key",{id:`${g}-${v}`,for:x,"attr.name":v,"attr.type":E}),p=(g,x)=>j("data",{key:g},String(x)),u=(g,x,v)=>ho(
e,g,v).map(([E,N])=>p(`${x}-${E}`,N));return bo(j("graphml",{xmlns:"http://graphml.graphdrawing.org/xmlns"},...Object.keys(
c).map(g=>d("g","graph",g,"string")),...ze.map(g=>d("n","node",g,fn(g))),...xa.map(g=>d("n","node",g,"double")),...Ke.map(
g=>d("e","edge",g,fn(g))),j("graph",{id:"G",edgedefault:"directed"},...Object.entries(c).map(([g,x])=>p(`g-${g}`,x)),...n.
map(g=>j("node",{id:g.id},...u(g,"n",ze),...xa.map(x=>p(`n-${x}`,t(g)[x])))),...o.map(g=>j("edge",{id:g.id,source:g.from,
target:g.to},...u(g,"e",Ke))))))}function Sa(e){let{data:t,nodes:n,edges:o,about:r}=e,s=c=>c.passages.map(d=>t.passages[d]),i=(c,d)=>Object.fromEntries(d.
map(p=>[p,ma(e,c,p)])),l={directed:!0,multigraph:!0,graph:r,nodes:n.map(c=>({id:c.id,...i(c,ze),facts:Object.fromEntries(
c.facts),passages:s(c)})),edges:o.map(c=>({source:c.from,target:c.to,key:c.id,...i(c,Ke),passages:s(c)}))};return`${JSON.
stringify(l,null,1)}
`}async function Ea(e){let t=new Image,n=URL.createObjectURL(new Blob([e],{type:"image/svg+xml"}));try{t.src=n,await t.decode();
let o=document.createElement("canvas"),r=Math.min(2,8e3/Math.max(t.width,t.height));return[o.width,o.height]=[t.width*r,
t.height*r],o.getContext("2d").drawImage(t,0,0,o.width,o.height),await new Promise((s,i)=>{o.toBlob(l=>l?s(l):i(new Error(
"the picture is too large")),"image/png")})}finally{URL.revokeObjectURL(n)}}function R(e,t,...n){let o={};for(let[r,s]of Object.entries(t))s===null||s===!1||(o[r]=typeof s=="number"?+s.toFixed(2):
s);return K(e,o,...n)}var Be=(e,t)=>R("text",{direction:Et(e)?"rtl":null,...t},Ye(e));function wo(e,t,n,o,r){let s=Fr(e,
o);if(!s)return R("circle",{cx:t,cy:n,r:o,...r});let i=s.map(([l,c])=>`${(t+l).toFixed(1)},${(n+c).toFixed(1)}`).join(" ");
return R("polygon",{points:i,...r})}var se=({x:e,y:t})=>`${e.toFixed(1)} ${t.toFixed(1)}`;function ka(e){let t=id(e);if(!t)return[];let n=e.color.color,o=Array.isArray(e.dashes)?e.dashes.join(" "):null,r={fill:"\
none",stroke:n,"stroke-width":e.width,"stroke-dasharray":o},s=R("path",{d:t.path,...r});return e.arrows.to.enabled&&t.point?
[s,ld(e,t.point,n)]:[s]}function id({id:e,from:t,to:n,smooth:o}){let[r,s]=[Re(e,0),Re(e,1)];if(!r||!s)return null;let i=d=>Re(
e,d);if(t===n)return ad(S().getPosition(t),q(de.get(t)));if("type"in o&&o.type==="cubicBezier"){let[d,p]=[i(.3333333333333333),
i(.6666666666666666)],u=N=>[(-5*r[N]+18*d[N]-9*p[N]+2*s[N])/6,(2*r[N]-9*d[N]+18*p[N]-5*s[N])/6],[[g,x],[v,E]]=[u("x"),u(
"y")];return{path:`M${se(r)}C${se({x:g,y:v})} ${se({x,y:E})} ${se(s)}`,point:i}}if(!o.enabled)return{path:`M${se(r)}L${se(
s)}`,point:i};let l=i(.5),c={x:2*l.x-(r.x+s.x)/2,y:2*l.y-(r.y+s.y)/2};return{path:`M${se(r)}Q${se(c)} ${se(s)}`,point:i}}
function ad({x:e,y:t},n){return{path:`M${se({x:e,y:t-n})}a14 14 0 1 1 ${n} ${n}`,point:null}}function ld(e,t,n){let o=S().
getPosition(e.to),r=q(de.get(e.to))+1,[s,i]=[.5,1];for(let u=0;u<14;u+=1){let g=(s+i)/2,{x,y:v}=t(g);Math.hypot(x-o.x,v-
o.y)>r?s=g:i=g}let[l,c]=[t(s),t(Math.max(s-.03,0))],d=Math.atan2(l.y-c.y,l.x-c.x)*180/Math.PI,p=`translate(${se(l)}) rot\
ate(${d.toFixed(1)})`;return R("path",{d:"M0 0-7 3-5.5 0-7-3Z",transform:p,fill:n})}function Ma(){let[e,t]=[R("g",{}),Yt()];if(A())return fd(e,t),{body:e,box:t};me();let n=ae(),o=S().getPositions(),r=Wn().
labels.filter(({id:i})=>o[i]),s=r[0]?.unit??1;a.view==="map"&&md(e,t);for(let i of ke.get())e.append(...ka(i));for(let i of n)
cd(e,t,i,o[i.id]);dd(e,t,r,s);for(let{x:i,y:l,isSmall:c}of bt().filter(({isFaded:d})=>!d))e.append(...Tr(i,l,(c?4.5:6)*s));
return a.view==="layers"&&pd(e,t,s),{body:e,box:n.length?t:{left:0,top:0,right:400,bottom:100}}}function cd(e,t,n,{x:o,y:r}){
let s=q(n),i=Qe.get(n.id);We(t,o-s*1.3,r-s*1.3,o+s*1.3,r+s*1.3),e.append(wo(n.shape,o,r,s,{fill:i.color.background,stroke:i.
color.border,"stroke-width":i.borderWidth,"stroke-dasharray":n.planned?"4 3":null}));let l=It(n);if(l){let c=ee(),d=Qo(s),
p=c&&!c.nodes.has(n.id)?.3:null;e.append(R("image",{href:l,x:o-d,y:r-d,width:2*d,height:2*d,opacity:p}))}else if(n.code){
let c=n.planned?Y(n.kind):b.onDisc,d={"font-size":s*.82,"font-weight":650,"text-anchor":"middle",fill:c};e.append(Be(n.code,
{x:o,y:r+s*.3,...d}))}}function dd(e,t,n,o){for(let{lead:r}of n){if(!r)continue;let s=`M${se({x:r[0],y:r[1]})}L${se({x:r[2],
y:r[3]})}`;e.append(R("path",{d:s,stroke:b.soft,"stroke-width":o}))}if(a.view==="layers")for(let{box:{left:r,top:s,right:i,
bottom:l}}of n)e.append(R("rect",{x:r,y:s,width:i-r,height:l-s,fill:b.paper}));for(let r of n)We(t,r.box.left,r.box.top,
r.box.right,r.box.bottom),r.rows.forEach((s,i)=>{let l={x:r.x,y:r.y+(i*14+11)*r.unit},c={"font-size":r.px,"font-weight":r.
bold?620:450,"text-anchor":"middle"};e.append(Be(s,{...l,...c,fill:b.ink,...La(3.2*r.unit)}))})}var La=e=>({stroke:b.paper,
"stroke-width":e,"paint-order":"stroke","stroke-linejoin":"round"}),Tr=(e,t,n)=>[R("circle",{cx:e,cy:t,r:n,fill:b.ink,stroke:b.
paper,"stroke-width":n/4}),Be("!",{x:e,y:t+n*.55,"font-size":n*1.6,"font-weight":700,"text-anchor":"middle",fill:b.paper})];
function md(e,t){let{outline:n,land:o}=y.map,r=[...n,...[...n].reverse().map(([i,l])=>[-i,l])];for(let[i,l]of r)We(t,i,l,
i,l);e.append(R("polygon",{points:r.map(([i,l])=>`${i},${l}`).join(" "),fill:b.sea}));let s=bn(o).map(i=>`M${i.map(([l,c])=>`${l}\
 ${c}`).join("L")}Z`);e.append(R("path",{d:s.join(""),fill:b.land}))}function pd(e,t,n){let o=nr(n);We(t,0,o-14*n,0,o);for(let{
text:r,x:s}of tr())e.append(Be(r,{x:s,y:o,"font-size":12*n,"font-weight":620,fill:b.soft}))}function fd(e,t){for(let{a:n,
b:o,count:r}of Se().strong){let s={x1:L[n].x,y1:L[n].y,x2:L[o].x,y2:L[o].y},i=_(b.edge,b.paper,.45);e.append(R("line",{...s,
stroke:i,"stroke-width":Xo(r)}))}for(let{x:n,y:o,r,kind:s}of L){We(t,n-r,o-r,n+r,o+r);let i=_(Y(s),b.paper,.86);e.append(
R("circle",{cx:n,cy:o,r,fill:i,stroke:Y(s),"stroke-width":1.3}))}for(let n of te.keys())e.append(ud(n));for(let{rows:n,x:o,
y:r,count:s}of Qt(1))[...n,s].forEach((i,l)=>{if(!i)return;let c=l<n.length,d={"font-size":c?12:11,"font-weight":c?620:450,
"text-anchor":"middle"},p=c?b.ink:b.soft;e.append(Be(i,{x:o,y:r+l*15+11,...d,fill:p,...La(4)}))})}function ud(e){let t=O.
filter(n=>n.kind===e&&W(n));return R("path",{d:t.map(n=>`M${se(Nt(n))}h0`).join(""),fill:"none",stroke:Y(e),"stroke-widt\
h":2*Zo(e),"stroke-linecap":"round"})}var Ue=28;function Or(e){let{body:t,box:n}=Ma(),{about:o}=e,[r,s]=[n.right-n.left,n.bottom-n.top],i=Math.min(Math.max(1200/
Math.max(r,1),.4),2.5),l=Math.max(r*i+2*Ue,560),c=l-2*Ue,d=Ta(o.title,c,20),p=Ue+d.length*26+(o.shown==="all"?0:20),u=Ta(
hd(e),c,11),g=wd(c),x=p+s*i+26,v=x+g.rows*24+12+u.length*16+Ue,E=gd(l,v,o);d.forEach((ue,qe)=>{E.append(Be(ue,{x:Ue,y:Ue+
16+qe*26,"font-size":20,"font-weight":650,fill:b.ink}))}),o.shown!=="all"&&E.append(Be(`Shown: ${o.shown}`,{x:Ue,y:p-6,"\
font-size":12,fill:b.soft}));let[N,Le]=[(l-r*i)/2-n.left*i,p+10-n.top*i],St=`translate(${N.toFixed(1)} ${Le.toFixed(1)})\
 scale(${i.toFixed(4)})`,C=R("g",{transform:St});C.append(...t.childNodes),E.append(C);for(let ue of g.items){let[qe,Ir]=[
Ue+ue.x,x+ue.row*24];E.append(...ue.sign(qe+7,Ir+7)),E.append(Be(ue.name,{x:qe+20,y:Ir+11,"font-size":12,fill:b.ink}))}return u.
forEach((ue,qe)=>{E.append(Be(ue,{x:Ue,y:x+g.rows*24+20+qe*16,"font-size":11,fill:b.soft}))}),`<?xml version="1.0" encod\
ing="UTF-8"?>
${new XMLSerializer().serializeToString(E)}
`}function gd(e,t,n){let{title:o,shown:r,data_version:s,licence:i,sources:l}=n,c=[`Shown: ${r}`,`Data version: ${s}`,`Li\
cence: ${i}`,"Sources:"];return R("svg",{xmlns:"http://www.w3.org/2000/svg",viewBox:`0 0 ${e.toFixed(0)} ${t.toFixed(0)}`,
width:Math.round(e),height:Math.round(t),"font-family":b.font.replaceAll('"',"'"),role:"img"},R("title",{},Ye(o)),R("des\
c",{},Ye([...c,...l.map(xt)].join(`
`))),R("rect",{width:"100%",height:"100%",fill:b.paper}))}function hd({edges:e,about:t}){let{data_version:n,licence:o,sources:r}=t,
s=a.view==="map"||A(),i=s?0:ke.length,l=i&&i<e.length?`${Hn(i,e.length)}. `:"",c=e.some(E=>E.inferred)&&!s?"Dashed lines\
 are inferred. ":"",d=[...new Set(r.map(E=>E.licence).filter(Boolean))],p=d.length?` ${d.length===1?"Licence":"Licences"}\
 that sources name: ${d.join("; ")}.`:"",u=k(dt.length,"source","sources"),x=r.length<dt.length?`${r.length} of ${u} cit\
ed by what is shown`:u,v=[...new Set(r.map(({publisher:E,title:N,iri:Le})=>E??N??Le))].join("; ");return`${l}${c}Data ve\
rsion ${n||"unknown"}. Licence of the data: ${o||"not given"}. ${x}: ${v}.${p}`}function bd(){let e=A()?oe():ae(),t=new Set(
e.map(i=>i.kind)),n=(i,l)=>(c,d)=>[wo(te.get(i).shape,c,d,6,l)],o=[...te.keys()].filter(i=>t.has(i)).map(i=>({name:ge(i),
sign:n(i,{fill:Y(i)})}));if(A())return o;let r=e.find(i=>i.planned);if(r){let i={fill:b.paper,stroke:Y(r.kind),"stroke-w\
idth":1.8,"stroke-dasharray":"3 2"};o.push({name:"Planned",sign:n(r.kind,i)})}return bt().some(({isFaded:i})=>!i)&&o.push(
{name:"Contested",sign:(i,l)=>Tr(i,l,6.5)}),o}function wd(e){let t=$e(`12px ${b.font}`),[n,o]=[0,0];return{items:bd().map(
s=>{let i=t(s.name)+44;n&&n+i>e&&([n,o]=[0,o+1]);let l={...s,x:n,row:o};return n+=i,l}),rows:o+1}}var Ta=(e,t,n)=>ys(e,t,
$e(`${n>=20?650:450} ${n}px ${b.font}`));function yd(){let{hiddenKinds:e,hiddenRelations:t,inferredHidden:n,centred:o,days:r}=a,s=o&&{label:h(o.id).label,steps:o.
steps},i={hiddenKinds:e,hiddenRelations:t,inferredHidden:n,centred:s,days:r};return la(y,oe(),re(),i,rt())}var Oa=({id:e})=>Ct(
h(e)),vt=(e,t,n,o,r,s)=>({id:e,name:t,use:n,make:async()=>vd(await s(yd()),o,r)}),xd=[vt("png","PNG","A picture, for sli\
des or mails","image/png",".png",e=>Ea(Or(e))),vt("svg","SVG","A drawing, sharp at any size","image/svg+xml",".svg",Or),
vt("graphml","GraphML","For yEd, Cytoscape, networkx","application/xml",".graphml",e=>va(e,Oa)),vt("gexf","GEXF","For Ge\
phi, with positions and colours","application/xml",".gexf",e=>ya(e,{placeOf:Oa,nodeColour:At})),vt("json","JSON","With p\
assages; networkx.node_link_graph reads it","application/json",".json",Sa),vt("csv-nodes","CSV, things","A table of what\
 is shown","text/csv","-things.csv",fa),vt("csv-edges","CSV, relations","A table of how it is linked","text/csv","-relat\
ions.csv",e=>ua(e,t=>h(t).label)),{id:"print",name:"Print",use:"The drawing, and below it the details",make:()=>{ln(),print()}}];
function vd(e,t,n){let o=e instanceof Blob?e:new Blob([e],{type:`${t};charset=utf-8`}),r=URL.createObjectURL(o),s=y.version?.
replace(/[^\w.]+/g,"-"),i=D([Br(y.title)||"graph",s],"-");m("a",{href:r,download:`${i}${n}`}).click(),setTimeout(()=>URL.
revokeObjectURL(r),6e4)}function $a(){let e=m("p",{role:"status",class:"group"}),t=async s=>{try{await s.make(),M.dataset.
saved=s.id}catch(i){e.textContent=`${s.name} could not be written: ${i instanceof Error?i.message:i}`}},n=k(oe().length,
"thing","things"),o=k(re().length,"relation","relations"),r=xd.map(s=>{let i=[m("strong",{},s.name),m("span",{},s.use)];
return m("li",{},T({id:`save-${s.id}`},()=>{t(s)},...i))});_t("Save what is shown",Xi(),J("Files"),m("p",{class:"group"},
`${n} and ${o}; each file names its sources, the licence and the version of the data.`),m("ul",{class:"formats"},...r),e)}var Na={ArrowRight:[1,0],ArrowLeft:[-1,0],ArrowDown:[0,1],ArrowUp:[0,-1]},Sd=2.5,Ca=e=>e in Na;function Da(e,t,n){let[o,
r]=Na[n],s=null;for(let i of t){let[l,c]=[i.x-e.x,i.y-e.y],d=l*o+c*r,p=d+Sd*Math.abs(l*r-c*o);d>0&&(!s||p<s.way)&&(s={id:i.
id,way:p})}return s?.id??null}function qt(e){f("announcement").textContent=e}var Ed=1500,yo=e=>e!==null&&ae().some(t=>t.id===e),$r=()=>f("canvas").classList.contains("walking");function Aa(){let{selected:e,
cursor:t}=a;if(e?.type==="node"&&yo(e.id))return e.id;if(yo(t))return t;let n=re().flatMap(s=>[s.from,s.to]),o=Ve(n,s=>s);
return ae().map(({id:s})=>s).sort((s,i)=>(o.get(i)??0)-(o.get(s)??0))[0]??null}function kd(e,t){let n=a.cursor,o=new Set(
U(n).filter(F).flatMap(i=>[i.from,i.to])),s=ae().filter(({id:i})=>i!==n&&(!t||o.has(i))).map(({id:i})=>({id:i,...S().getPosition(
i)}));return Da(S().getPosition(n),s,e)}function xo(e){if(a.cursor=e,f("canvas").classList.toggle("walking",e!==null),e===
null){qt("");return}let t=h(e),n=k(U(e).filter(F).length,"relation","relations"),o=[t.planned&&"planned",t.contested&&"c\
ontested"];qt(D([z(t.label),ge(t.kind),...o,n],", ")),Pa({type:"node",id:e}),Md(e)}function Md(e){let t=S(),[n,o]=[en(),
t.getPosition(e)],{x:r,y:s}=t.canvasToDOM(o);r>=n.left+30&&r<=n.right-30&&s>=n.top+30&&s<=n.bottom-30||Ft({position:o,scale:t.
getScale(),offset:zn(n)})}function Pa(e){O.length<=Ed?(a.hovered=e,pe()):S().redraw()}function Ld(e){let{cursor:t,moving:n}=a;
if(!$r()||n||!yo(t))return;let{x:o,y:r}=S().getPosition(t),s=S().getScale();e.beginPath(),e.arc(o,r,q(h(t))*1.15+5/s,0,2*
Math.PI);let i=[[b.paper,6],[b.accent,3]];for(let[l,c]of i)e.strokeStyle=l,e.lineWidth=c/s,e.stroke()}function Td(e){let t=Ca(
e.key);if(e.ctrlKey||e.metaKey||e.altKey||!(t||e.key==="Enter"||e.key===" "))return;e.preventDefault();let n=$r()&&yo(a.
cursor),o=n?a.cursor:Aa();o!==null&&(t?xo(n&&kd(e.key,e.shiftKey)||o):(Yn({type:"node",id:o}),Te()||f("panel").focus()))}
function Ia(){let e=_e();e.setAttribute("role","application"),e.setAttribute("aria-label","Graph"),e.setAttribute("aria-\
describedby","keys"),e.addEventListener("focus",()=>{e.matches(":focus-visible")&&xo(Aa())}),e.addEventListener("blur",()=>{
$r()&&(f("canvas").classList.remove("walking"),Pa(null))}),e.addEventListener("keydown",Td),S().on("afterDrawing",Ld),f(
"to-graph").addEventListener("click",()=>e.focus())}function Od(e){let t=m("ul",{class:"proof tree"},...e.map(i=>Fa(i,0))),n=()=>[...t.querySelectorAll("details")];if(n().length<
3)return t;let o=()=>n().some(i=>!i.open),r=T({class:"plain fold"},()=>{let i=o();for(let l of n())l.open=i;s()}),s=()=>{
r.textContent=o()?"Open all steps":"Close all steps"};return t.addEventListener("toggle",s,!0),s(),m("div",{},r,t)}function Fa(e,t){
let{text:n,rule:o,because:r,premises:s,passages:i=[],contested:l=[]}=y.proofs[e];if(!s){let d=l.map(g=>w(`Contested: ${g}`,
"p",{class:"aside marked"})),p=i.length===1?"Passage":`${i.length} passages`,u=i.length?m("details",{open:t<3},m("summar\
y",{},p),...i.map(Wt)):null;return m("li",{class:"stated"},w(n,"p"),...d,u)}let c=w(o,"code",{title:"The OWL 2 RL rule o\
f this inference"});return m("li",{},m("details",{open:t<2},m("summary",{},w(n)),m("p",{class:"aside"},w(`because ${r??""}`),
" ",c),m("ul",{},...s.map(d=>Fa(d,t+1)))))}function $d(e){let t=e.split(`
`).filter(n=>n.trim());return m("div",{class:"proof"},...t.map(Nd))}function Nd(e){let[,t="",n=""]=e.match(/^([\s│├└─]*)(.*)$/u)??
[],o=D([/^(¶|because )/.test(n)&&"aside",t&&"deeper"]," "),s=n.split(/(<https?:\/\/[^\s<>]+>)/).map(l=>/^<https?:/.test(
l)?xe("open",l.slice(1,-1)):l),i=m("p",{dir:"auto",class:o||null},...s);return i.style.marginInlineStart=`${Math.min(t.length,
24)*4}px`,i}function Nr({proofs:e,proof:t}){return e.length?Od(e):t?$d(t):null}var Cd={settled:"settled by a judgement",
open:"judged, but still open",unjudged:"not judged yet"},Ha=e=>e.map(t=>y.conflicts[t]).filter(t=>t!==void 0),Ba=e=>"kin\
d"in e;function vo(e,t){let n=Ha(t.conflicts),o=Ba(t)?t.judgements:[],r=(s,...i)=>m("section",{class:"contested","aria-l\
abel":"Contested"},m("p",{class:"lead"},s),...i);if(n.length){let s=n.length===1?"":` on ${n.length} points`;e.append(r(
`Contested: sources disagree${s}.`,...n.map(Ra)))}else o.length?e.append(r("Contested: a curator has judged what a sourc\
e says about this.",...o.map(i=>Ga(i)))):t.contested&&e.append(m("p",{class:"contested"},"Contested."));Ba(t)&&Dd(e,t)}function Dd(e,t){
let n=U(t.id).filter(i=>F(i)&&i.contested);if(!n.length)return;let o=new Set(n.flatMap(i=>i.conflicts)),r=Ha([...o].filter(
i=>!t.conflicts.includes(i))),s=`Contested: ${k(n.length,"relation","relations")} of this thing.`;e.append(r.length?m("d\
etails",{class:"contested"},m("summary",{},s),...r.map(Ra)):m("p",{class:"contested"},s))}function Ra({question:e,about:t,
status:n,sides:o}){let r=m("span",{class:"state"},Cd[n??""]??n);return m("article",{class:"conflict"},m("p",{class:"ques\
tion"},w(`${e}: ${t}`),r),m("ol",{class:"sides"},...o.map(Ad)))}function Ad({answer:e,verdict:t,sources:n,independent:o,
passages:r,judgements:s}){let i=n.map(d=>{let p=y.sources[d];return D([p?.publisher??p?.title??d,p?.issued],", ")}),l=n.
length>1&&`${n.length} sources, ${o} independent: `,c=r.length?r.map(Wt):n.map(d=>m("p",{},...yt(d)));return m("li",{class:t===
"rejected"?"side rejected":"side"},m("p",{class:"answer"},w(e,"strong"),t&&m("span",{class:`verdict ${t}`},t)),m("detail\
s",{},m("summary",{},l,w(i.join("; "))),...c),...s.map(d=>Ga(d,t)))}function Ga({verdict:e,ground:t,date:n},o=null){let r=D(
[e!==o&&e,n&&`judged on ${n}`],", "),s=m("span",{},r?`${un(r)}: `:"");return m("p",{class:"ground"},s,w(t??"no ground gi\
ven"))}function Va(e,t){e.append(no(t,Pe("relation")),oo(t.from,ot(t),t.to)),nt(t)&&e.append(w(nt(t),"p",{class:"when"}));let n=de.
get(t.through??"");n&&e.append(Ie(m("li",{},ye(n)))),t.role&&e.append(w(t.role,"p",{class:"subtitle"})),Pd(e,t),vo(e,t);
let o=Nr(t);o&&e.append(J("Proof"),o),ro(e,t.passages);let r=new Set(t.passages.map(i=>y.passages[i].source)),s=t.sources.
filter(i=>!r.has(i));s.length&&e.append(J("Sources"),...s.map(i=>m("p",{},...yt(i))))}function Pd(e,t){let{thick:n,representedBy:o}=me();
if(!n.has(t.id)&&!o.has(t.id))return;let r=U(t.from).filter(c=>F(c)&&Pn(c)===Pn(t)),s=k(r.length,"relation","relations"),
i=r.map(c=>{let d=c.arrows?` \u2192 ${z(h(c.to).label)}`:"";return m("li",{},Cr(c,w(`${ot(c)}${d}`),c===t),Dr(c))}),l=m(
"summary",{},`One of ${s} between the two, drawn as one thick line`);e.append(m("details",{class:"bundle"},l,Ie(...i)))}
function Cr(e,t,n){let o=n===void 0?null:String(n);return T({class:"plain","aria-current":o},()=>fe({type:"edge",id:e.id}),
t)}var Dr=e=>nt(e)?jt(nt(e)):null;function So(e,t){let n=nt(e);return m("details",{class:"leg"},m("summary",{},w(Jn(e,t)),
n&&w(` ${n}`,"span",{class:"soft"}),e.inferred&&to("inferred"),e.contested&&sn()),Nr(e),...e.proofs.length?[]:e.passages.
map(Wt),T({class:"plain why"},()=>fe({type:"edge",id:e.id}),"show this relation"))}function ja(e,t){let n=k(be(t),"link","links");e.append(m("div",{class:"tags"},Pe(n)),oo(t.from,"shares with",t.to));let o=t.
things.map(h);y.columns.forEach((i,l)=>{let c=o.filter(d=>d.column===l).sort((d,p)=>d.label<p.label?-1:1);c.length&&e.append(
J(`${i} (${c.length})`),Ie(...c.map(Id)))});let r=t.edges.map(P);if(!r.length)return;let s=r.map(i=>m("li",{},Cr(i,w(ot(
i))),Dr(i)));e.append(J(`Relations (${r.length})`),Ie(...s))}function Id(e){let t=lt(e)||(e.due?`due ${e.due}`:"");return m(
"li",{},ye(e),t?jt(t):null)}var Bd=6;function Ar(e,t,n,o){let r=m("input",{id:e,type:"text",role:"combobox","aria-autocomplete":"list","aria-expande\
d":"false","aria-controls":`${e}-list`,autocomplete:"off",spellcheck:"false",placeholder:"Search by name"});r.value=n?h(
n).label:"";let s=m("ul",{id:`${e}-list`,class:"choices",role:"listbox","aria-label":`Matches for ${t}`,hidden:!0}),i=0,
l=()=>dn(r.value).slice(0,Bd),c=()=>{s.hidden=!0,r.setAttribute("aria-expanded","false"),r.removeAttribute("aria-actived\
escendant")},d=()=>{let p=l();if(i=Math.min(i,Math.max(p.length-1,0)),s.replaceChildren(...p.map(({node:u},g)=>{let x={id:`${e}\
-${g}`,role:"option","aria-selected":String(g===i)},v=m("li",x,Vt(u),w(u.label,"span",{class:"name"}));return je(v,{mousedown:E=>{
E.preventDefault(),o(u.id)}})})),!p.length)return c();s.hidden=!1,r.setAttribute("aria-expanded","true"),r.setAttribute(
"aria-activedescendant",`${e}-${i}`)};return r.addEventListener("input",()=>{i=0,d()}),r.addEventListener("focus",()=>r.
select()),r.addEventListener("blur",c),r.addEventListener("keydown",p=>{let u=l();p.key==="Enter"&&u.length?o(u[i].node.
id):p.key==="ArrowDown"||p.key==="ArrowUp"?(i=(i+(p.key==="ArrowDown"?1:-1)+u.length)%Math.max(u.length,1),d(),p.preventDefault()):
p.key==="Escape"&&!s.hidden&&(c(),p.stopPropagation())}),m("div",{class:"chooser"},m("label",{for:e},t),r,s)}var Wa=4;function _a(e){let{from:t,to:n,routes:o}=a.path,r=i=>l=>{De(...i(l)),Ge("path-to")};e.append(m("div",{class:"ta\
gs"},Pe("path")),m("h2",{},"Shortest path"),m("div",{class:"path-ends"},Ar("path-from","From",t,r(i=>[i,n])),Ar("path-to",
"To",n,r(i=>[t,i]))));let s=i=>e.append(m("p",{class:"note",role:"status"},i));if(Te()){let l=`Choose ${t||n?"the other \
end":"two things"} by name or in the drawing. The path uses only what is shown.`;e.append(m("p",{class:"note"},l))}else t===
n?s("Both ends are the same thing."):o.length?(s(Hd()),o.length>1&&e.append(Rd()),e.append(m("ol",{class:"route"},...Tt().
map(Gd),m("li",{},ye(h(n)))))):s("Nothing that is shown links the two.")}function Hd(){let{routes:e,at:t}=a.path,n=e.length===
50?" or more":"",o=e.length>1?`; path ${t+1} of ${e.length}${n} of this length`:"";return`${k(Tt().length,"step","steps")}${o}\
.`}function Rd(){let e=(t,n,o)=>T({class:"plain why",id:t},()=>{let{from:r,to:s,at:i,routes:l}=a.path;De(r,s,(i+o+l.length)%
l.length),Ge(t)},n);return m("div",{class:"routeSwitch"},e("path-before","previous",-1),e("path-next","next",1))}function Gd({
from:e,edges:t}){let n=t.length-Wa,o=`and ${k(n,"more relation","more relations")} between the two`;return m("li",{},ye(
h(e)),...t.slice(0,Wa).map(r=>So(r,e)),n>0&&m("p",{class:"group"},o))}function za(e,t){let n=mo(Tn(t)).flatMap(([s,i])=>[w(s,"dt"),m("dd",{dir:"auto"},xe(i,i))]);e.append(m("div",{class:"tag\
s"},Pe(`row ${Number(t)+1}`)),w(y.answer.question,"h2"),m("dl",{class:"cells"},...n));let o=On(t);if(o.length){let s=o.flatMap(
i=>{let l=`${z(h(i.from).label)} \u2013 ${z(h(i.to).label)}`;return[m("p",{class:"group"},w(l)),So(i,i.from)]});e.append(
J(o.length===1?"Evidence":`Evidence (${o.length})`),...s)}let r=ft(t);r.length&&e.append(J("Things"),Ie(...r.map(s=>m("l\
i",{},ye(h(s))))))}function Ka(e,t){e.append(no(t,Pe(Gt(t.kind,t.planned),ge(t.kind))),w(t.label,"h2")),t.subtitle&&e.append(w(t.subtitle,"\
p",{class:"subtitle"}));for(let n of[lt(t),t.due&&`due ${t.due}`])n&&e.append(w(n,"p",{class:"when"}));t.fulfilled_by&&e.
append(w(`fulfilled by ${t.fulfilled_by}`,"p",{class:"subtitle"})),e.append(jd(t)),vo(e,t),t.note&&e.append(w(t.note,"p",
{class:"note"})),t.facts.length&&e.append(J("Facts"),m("dl",{},...t.facts.flatMap(Vd))),a.view==="map"&&ne(t)&&Wd(e,t),ro(
e,t.passages),_d(e,t)}var Vd=([e,t])=>[w(e,"dt"),m("dd",{dir:"auto"},xe(t,t))];function jd(e){let{centred:t}=a,n=(i,l,c)=>T(
{class:"action","aria-pressed":c===void 0?null:String(c)},l,i),o=i=>t?.id===e.id&&t.steps===i,r=(i,l)=>n(i,()=>Rt(o(l)?null:
e.id,l),o(l));return m("div",{class:"actions"},n("Path from here",()=>{De(e.id,null),Ge("path-to")}),r("Only neighbours",
1),r("Two steps",2))}function Wd(e,t){let n=[...B.values()].filter(({from:r,to:s})=>t.id===r||t.id===s);if(!n.length)return;
let o=n.sort((r,s)=>be(s)-be(r)).map(r=>{let s=h(r.from===t.id?r.to:r.from),i=T({class:"plain"},()=>fe({type:"arc",id:r.
id}),w(s.label));return m("li",{},i,Pe(k(be(r),"link","links")))});e.append(J(`Shares with (${n.length})`),Ie(...o))}function _d(e,t){
let n=U(t.id).filter(F);if(!n.length)return;let o=new Map;for(let r of n){let s=h(r.from===t.id?r.to:r.from),i=m("li",{},
ye(s),r.contested&&sn(),zd(r,s)),l=Jn(r,t.id);o.set(l,[...o.get(l)??[],i])}e.append(J(`Relations (${n.length})`));for(let[
r,s]of o)e.append(w(r,"p",{class:"group"}),Ie(...s))}function zd(e,t){let n=Kd(e);if(!n)return null;let o=`${un(n)}: ${e.
label}, ${t.label}`;return T({class:"plain why","aria-label":o},()=>fe({type:"edge",id:e.id}),n)}function Kd({proofs:e,proof:t,
passages:n,sources:o,role:r}){return e.length||t?"proof":n.length||o.length?"source":r?"note":null}function Ua(){let e=f("panel"),{selected:t}=a,n=he(e);if(e.hidden=!t,e.replaceChildren(),!t){qt("");return}e.append(T({class:"\
close-details","aria-label":"Close details"},qn,"\xD7")),Ud(e,t),e.scrollTop=0;let o=`Details: ${ls(t)}`;e.setAttribute(
"aria-label",o),qt(o),n&&e.focus()}function Ud(e,{type:t,id:n}){t==="node"?Ka(e,h(n)):t==="path"?_a(e):t==="row"?za(e,n):
t==="arc"?ja(e,Zt(n)):Va(e,P(n))}var qd=1500;function qa(){if(qo(),Bs(),Ls(),Mr(),vr(),zt(),Fi(),Ji(),kn(),ur(),go(),Yd(),Zd(),kr(),O.length)Jd();else for(let e of[
"tools","find","filters"])f(e).hidden=!0;M.dataset.view=a.view,_s(),Hs(),M.dataset.ready="true"}function Yd(){G("filters",
kr),G("neighbourhood",ia),G("known",Mr),G("known",vr),G("known",Bi),G("known",ur),G("days",Ni),G("days",ao),G("filtered",
go),G("settled",pn),G("settled",Rs),G("settled",mn),G("staged",Vs),G("staged",mn),G("staged",pn),G("selected",Qi),G("sel\
ected",Ua),G("view",zt),G("language",mn)}function Zd(){let e=(n,o)=>f(n).addEventListener("click",o),t=f("filters");Di(),
aa(),ki(),Ui(),document.addEventListener("keydown",Vi),e("fit",()=>le()),e("in",()=>Ht(1.3)),e("out",()=>Ht(1/1.3)),e("l\
ist",Mi),e("path",Xd),e("save",$a),e("sources",Ti),e("keys-open",ji),t.open=!H.matches,gt.addEventListener("change",()=>{
vi(),qo(),pe()}),H.addEventListener("change",()=>{t.open=!H.matches,go(),pe(),le({animate:!1})})}function Xd(){let{selected:e,
path:t}=a;De(e?.type==="node"?e.id:t.from,t.to),Ge(t.from?"path-to":"path-from")}function Jd(){Qd(),pe();let e=Ts(),t=f(
"canvas").querySelector("canvas");t.setAttribute("role","img"),t.setAttribute("aria-label","Drawing of the graph. The se\
arch and the table give the same information as text."),e.on("beforeDrawing",n=>{a.view==="map"&&li(n),A()&&js(n)}),e.on(
"afterDrawing",Js),em(e,t),tm(e),ta(t),mn(),zt(),pn(),le({animate:!1}),Ia(),Zi(),nm(e)}function Qd(){let e=f("stage");if(!(e.
clientHeight<=1.15*e.clientWidth)){for(let t of[...ie,...L])[t.x,t.y]=[-t.y,t.x];for(let t of L)[t.wide,t.high]=[t.high,
t.wide]}}function em(e,t){e.on("dragging",({nodes:o})=>{o.length&&Ce()}),e.on("dragEnd",({nodes:o})=>{Ce();for(let r of o)
de.has(r)&&Ds(h(r),e.getPosition(r))}),e.on("click",o=>Yn(Pr(o.nodes[0],o.edges[0])));let n=o=>{!$&&O.length>qd||(a.hovered=
o,pe(),f("canvas").classList.toggle("over",!!o))};e.on("hoverNode",({node:o})=>n(Pr(o))),e.on("hoverEdge",({edge:o})=>{a.
hovered?.type!=="node"&&n(Pr(void 0,o))}),e.on("blurNode",()=>n(null)),e.on("blurEdge",()=>{a.hovered&&a.hovered.type!==
"node"&&n(null)}),t.addEventListener("mouseleave",()=>a.hovered&&n(null))}function Pr(e,t){return e&&de.has(e)?{type:"no\
de",id:e}:t?yn.has(t)?{type:"edge",id:t}:{type:"arc",id:ii(t)}:null}function tm(e){let t=!1,n=()=>{t=!0};e.on("zoom",n),
e.on("dragStart",n),e.on("resize",()=>{!t&&!a.selected&&le({animate:!1})})}function nm(e){Object.assign(globalThis,{kg:{
network:e,nodes:Ee,edges:ke,labels:()=>Wn().labels,cursor:()=>a.cursor,moveCursor:xo,select:Z,groups:L,groupLabels:()=>Qt(
e.getScale()),arcs:()=>[...B.values()],dots:()=>Ne}})}var om="This browser is too old for this page: it cannot unpack the data. The page needs Chrome or Edge 80, Safari 16.4,\
 Firefox 113, or a later version.";async function rm(){if(!Ms()){let t=document.getElementById("empty");t.textContent=om,
t.hidden=!1,document.documentElement.dataset.ready="never";return}let[e]=await Promise.all([zo("data"),Jt("vis-network")]);
ts(JSON.parse(e)),qa()}rm();})();
