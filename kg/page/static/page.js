// Built from frontend/src: make frontend
"use strict";(()=>{var S=(e,t,n)=>`${e.toLocaleString("en")} ${e===1?t:n}`,I=(e,t=" \xB7 ")=>e.filter(Boolean).join(t),sn=e=>`${e.charAt(0).
toUpperCase()}${e.slice(1)}`,z=e=>`\u2068${String(e).replace(/[\u2066-\u2069]/g,"")}\u2069`,wt=e=>/^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.
test(e),Ye=e=>String(e??"").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,""),ge=e=>e.replace(/([a-z])([A-Z])/g,
(t,n,o)=>`${n} ${o.toLowerCase()}`),an=e=>/^https?:\/\//i.test(e??"");function br(e){let t=e.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu,"-").replace(/^-+|-+$/g,"").toLowerCase();if(t.length<=
120)return t;let n=t.lastIndexOf("-",120);return t.slice(0,n>0?n:120)}var f=e=>document.getElementById(e),X=e=>f(e),ln=e=>f(e),he=e=>e.contains(document.activeElement);function m(e,t={},...n){
let o=document.createElement(e);for(let[r,s]of Object.entries(t))s==null||s===!1||o.setAttribute(r,s===!0?"":String(s));
return o.append(...Ta(n)),o}var Ta=e=>e.filter(t=>t!=null&&t!==!1);function Ve(e,t){for(let[n,o]of Object.entries(t))e.addEventListener(
n,o);return e}function $(e,t,...n){return Ve(m("button",{type:"button",...e},...n),{click:t})}function W(e,t,...n){let o=document.
createElementNS("http://www.w3.org/2000/svg",e);for(let[r,s]of Object.entries(t))o.setAttribute(r,String(s));return o.append(
...n),o}var y=(e,t="span",n={})=>m(t,{dir:"auto",...n},String(e));function xe(e,t){return an(t)?y(e,"a",{href:t,rel:"noo\
pener noreferrer",target:"_blank"}):y(e)}var Q=e=>m("h3",{},e);var uo=(e,t)=>Math.max(Math.min(e.right,t.right)-Math.max(e.left,t.left),0)*Math.max(Math.min(e.bottom,t.bottom)-Math.max(
e.top,t.top),0),go=(e,t)=>e.left<t.right&&t.left<e.right&&e.top<t.bottom&&t.top<e.bottom,ho=(e,t)=>e.left>=t.left&&e.right<=
t.right&&e.top>=t.top&&e.bottom<=t.bottom,rt=(e,t)=>!t.some(n=>go(e,n)),ve=(e,t,n,o)=>({left:e-n/2,right:e+n/2,top:t-o/2,
bottom:t+o/2}),Vt=()=>({left:1/0,right:-1/0,top:1/0,bottom:-1/0});function je(e,t,n,o,r){e.left=Math.min(e.left,t),e.top=
Math.min(e.top,n),e.right=Math.max(e.right,o),e.bottom=Math.max(e.bottom,r)}function wr(e,t){switch(e){case"square":return[
[-t,-t],[t,-t],[t,t],[-t,t]];case"diamond":return[[0,-t],[t,0],[0,t],[-t,0]];case"triangle":return fo(3,t*1.15,-90,.275*
t);case"triangleDown":return fo(3,t*1.15,90,-.275*t);case"hexagon":return fo(6,t,0,0);case"star":return Array.from({length:10},
(n,o)=>{let r=t*(o%2?.5:1.3);return[Math.sin(o*Math.PI/5)*r,-Math.cos(o*Math.PI/5)*r]});default:return null}}function fo(e,t,n,o){
return Array.from({length:e},(r,s)=>{let i=(n+s*360/e)*Math.PI/180;return[t*Math.cos(i),t*Math.sin(i)+o]})}var be=e=>e.things.length+e.edges.length;function xr({shared:e,edges:t,isOnMap:n}){let o=new Map,r=(i,a,c,d)=>{let[p,u]=i<
a?[i,a]:[a,i],h=`arc ${p} ${u}`,w=o.get(h)??{id:h,from:p,to:u,things:[],edges:[]};w[c].push(d),o.set(h,w)},s=$a(t,n);for(let{
id:i}of e){let a=[...s.get(i)??[]].sort();a.forEach((c,d)=>{for(let p of a.slice(d+1))r(c,p,"things",i)})}for(let i of t)
i.from!==i.to&&n(i.from)&&n(i.to)&&r(i.from,i.to,"edges",i.id);return o}function $a(e,t){let n=new Map,o=(r,s)=>{t(s)&&n.
set(r,(n.get(r)??new Set).add(s))};for(let r of e)o(r.from,r.to),o(r.to,r.from);return n}function vr(e){let t=new Map;for(let n of e)
for(let o of[n.from,n.to])t.set(o,(t.get(o)??0)+be(n));return t}var Er=e=>Math.max(1,...[...e].map(be));function Sr(e){let t=[
...e].map(be).sort((n,o)=>o-n);return t.length>40?Math.min(t[40]+1,t[0]):1}function yr(e,t){let n=e.findIndex(a=>a[1]>=t);
if(n<=0)return e[n<0?e.length-1:0][0];let[[o,r],[s,i]]=[e[n-1],e[n]];return o+(s-o)*(t-r)/Math.max(i-r,1e-9)}function kr(e,t,n){
let o=(t[1]+n[1])/2-12,r=yr(e,o),[s,i]=[r-n[0],t[0]+r],a=n[1]+(t[1]-n[1])*(s/Math.max(s+i,1))-12;return{x:yr(e,a),y:a}}function cn(e){
return e.map(t=>{let[n,o]=[0,0],r=[];for(let s=0;s<t.length;s+=2)n+=t[s],o+=t[s+1],r.push([n/2,o/2]);return r})}var v,L,_,J,dn,ne,Mr,T,N,mn;function Lr(e){v=e;for(let t of[v.sources,v.flags])Object.setPrototypeOf(t,null);L=e.nodes.map(
t=>Object.assign(t,{defaultLabel:t.label})),_=e.edges,J=new Map(L.map(t=>[t.id,t])),dn=new Map(_.map(t=>[t.id,t])),ne=new Map(
e.kinds.map(t=>[t.kind,t])),Mr=new Map(L.map(t=>[t.id,[]]));for(let t of _)K(t.from).push(t),t.to!==t.from&&K(t.to).push(
t);T=e.communities,N=T.length>0,mn=new Set((e.map?.crossing??[]).map(([t,n])=>`arc ${t} ${n}`))}var g=e=>J.get(e),A=e=>dn.
get(e),K=e=>Mr.get(e),oe=e=>!!e.true,pn=e=>T[e].hubs.map(t=>g(t).label).join(", ");var l={view:"network",selected:null,hovered:null,hiddenKinds:new Set,hiddenRelations:new Set,inferredHidden:!1,thinned:!0,
strength:null,strengthAtFirst:null,language:"",singleKeys:!0,opened:null,pointed:null,centred:null,near:null,days:{at:null,
known:null},span:null,path:{from:null,to:null,routes:[],at:0},movedByHand:!1,before:null,home:null,moving:!1,cursor:null};function Ze(e){return!e||!/^\d{4}-\d\d-\d\d$/.test(e)||Number.isNaN(Date.parse(e))?null:new Date(e).toISOString().startsWith(
e)?e:null}var yt=e=>Math.round(Date.parse(e)/864e5),st=e=>new Date(e*864e5).toISOString().slice(0,10),Tr=(e,t)=>!t||!e||
e.some(([n,o])=>(!n||n<=t)&&(!o||t<=o)),bo=(e,t)=>Tr(e.held,t.at)&&Tr(e.known,t.known);function Nr({nodes:e,edges:t}){let n={
at:$r([...e,...t],"held"),known:$r([...e,...t],"known")},o=yo(e).sort(),r=[...n.at,...n.known,...o].sort();if(!r.length)
return null;let s=o[0]??r[0];return{changes:n,first:yt(`${s.slice(0,4)}-01-01`),last:yt(`${r.at(-1).slice(0,4)}-12-31`)}}
function $r(e,t){let n=e.flatMap(o=>(o[t]??[]).flatMap(([r,s])=>[Ze(r),Ze(s)&&st(yt(s)+1)]));return[...new Set(n.filter(
o=>o!==null))].sort()}var wo=e=>["Dialogue","Event"].includes(e.kind);function yo(e){return e.filter(t=>wo(t)&&!t.planned&&
/^\d{4}/.test(t.start??"")).map(t=>Ze(t.start)??`${t.start.slice(0,4)}-07-01`)}function Cr({changes:e,first:t,last:n},o,r,s){
let i=r??st(n);return(s?e[o].find(c=>c>i):e[o].findLast(c=>c<i))??st(s?n:t)}var Or=e=>new Date(e).toLocaleDateString("en\
-GB",{day:"numeric",month:"long",year:"numeric",timeZone:"UTC"});function Dr({at:e,known:t}){let n=[e&&`held on ${Or(e)}`,
t&&`had been published by ${Or(t)}`].filter(Boolean);return n.length?`what ${n.join(" and ")}`:""}function Ar({at:e,known:t}){
return e&&t?`Shown: what held on ${e}, as far as is known today, and had been published by ${t}.`:e?`Shown: what held on\
 ${e}, as far as is known today.`:t?`Shown: what had been published by ${t}.`:"Move a slider to see what held on a day, \
or what had been published by a day."}function it({start:e,end:t}){return e&&t?e===t?e:`${e} \u2013 ${t}`:e==="undated"?
e:e?`since ${e}`:t?`until ${t}`:""}function Pr(e,t,n,o){let r=Na(e),s=Ca(n,t,r);if(!s.has(t)||t===n)return[];let i=[[t]];for(let c=s.get(t)-1;c>=0;c-=1)i=i.
flatMap(d=>[...r.get(d.at(-1)).keys()].filter(p=>s.get(p)===c).sort((p,u)=>o(p)<o(u)?-1:1).map(p=>[...d,p])).slice(0,50);
let a=(c,d)=>[...r.get(c).get(d)].sort(Oa);return i.map(c=>c.slice(1).map((d,p)=>({from:c[p],to:d,edges:a(c[p],d)})))}var Oa=(e,t)=>Number(
e.inferred)-Number(t.inferred)||(e.label<t.label?-1:1);function Na(e){let t=new Map;for(let n of e)for(let[o,r]of[[n.from,
n.to],[n.to,n.from]]){let s=t.get(o)??new Map;t.set(o,s.set(r,(s.get(r)??new Set).add(n)))}return t}function Ca(e,t,n){let o=new Map(
[[e,0]]);for(let r=[e];r.length&&!o.has(t);){let s=[];for(let i of r)for(let a of n.get(i)?.keys()??[])o.has(a)||(o.set(
a,o.get(i)+1),s.push(a));r=s}return o}function Ir(e,t,n){let o=new Set([t]);for(let r=0;r<n;r+=1){let s=new Set(o);for(let i of e)
s.has(i.from)&&o.add(i.to),s.has(i.to)&&o.add(i.from)}return o}var xo=e=>!l.hiddenKinds.has(e.kind)&&bo(e,l.days),Fr=e=>!l.hiddenRelations.has(e.relation)&&!(l.inferredHidden&&e.inferred)&&
bo(e,l.days)&&xo(g(e.from))&&xo(g(e.to)),V=e=>xo(e)&&(!l.near||l.near.has(e.id)),B=e=>Fr(e)&&V(g(e.from))&&V(g(e.to)),re=()=>L.
filter(V),se=()=>_.filter(B);function Br(){let{centred:e}=l;l.near=e&&Ir(_.filter(Fr),e.id,e.steps)}function fn(e,t){l.hiddenKinds.
clear(),l.hiddenRelations.clear();for(let n of e)l.hiddenKinds.add(n);for(let n of t)l.hiddenRelations.add(n)}var Da=["Sessions","Frameworks","Commitments"],F=new Map,Aa=e=>Da.includes(v.columns[e.column]);function un(){N&&l.view!==
"map"||(F=xr({shared:re().filter(Aa),edges:se(),isOnMap:e=>oe(g(e))}),l.strengthAtFirst===null&&(l.strengthAtFirst=Sr(F.
values()),l.strength??=l.strengthAtFirst))}var jt=e=>F.get(e),gn=()=>Er(F.values()),hn=e=>be(e)>=(l.strength??0);var at=(e,t)=>l.selected?.type===e&&l.selected.id===t,Le=()=>l.selected?.type==="path"&&!(l.path.from&&l.path.to),xt=()=>l.
path.routes[l.path.at]??[];function lt(){return[...[l.path.from,l.path.to].filter(t=>t!==null),...xt().flatMap(t=>[t.from,
t.to])]}var bn=e=>v.answer.rows[Number(e)],ct=e=>bn(e).nodes.filter(t=>V(g(t))),wn=e=>bn(e).edges.map(A).filter(B);function dt({
type:e,id:t}){if(e==="node")return[t];if(e==="path")return lt();if(e==="row")return ct(t);let{from:n,to:o}=e==="arc"?jt(
t):A(t);return[n,o]}function Hr({type:e,id:t}){if(e==="node")return g(t).label;if(e==="row")return`row ${Number(t)+1}`;if(e===
"path"){let{from:s,to:i}=l.path,a=(c,d)=>d&&`${c} ${z(g(d).label)}`;return I(["shortest path",a("from",s),a("to",i)]," ")}
let{from:n,to:o}=e==="arc"?jt(t):A(t),r=[n,e==="edge"&&A(t).label,o];return I(r.map(s=>s&&z(J.get(s)?.label??s))," \u2013 ")}
function Rr({type:e,id:t}){return e==="row"?!0:e==="node"?V(g(t)):e==="edge"?B(A(t)):F.has(t)}function Gr(e,t,n,o){let r=Array(e).fill(0),s=Array(e).fill(0),i=new Map;for(let c of t)r[c.community]+=1;for(let c of n){
let[d,p]=[o(c.from),o(c.to)],[u,h]=[Math.min(d,p),Math.max(d,p)];u===h?s[u]+=1:i.set(u*e+h,(i.get(u*e+h)??0)+1)}let a=Array.
from({length:e},()=>[]);for(let[c,d]of i){let[p,u]=[Math.floor(c/e),c%e];a[p].push({at:u,count:d}),a[u].push({at:p,count:d})}
for(let c of a)c.sort((d,p)=>p.count-d.count||d.at-p.at);return{members:r,within:s,neighbours:a,pairs:i.size,strong:Pa(a),
most:Math.max(1,...i.values())}}function Pa(e){let t=e.length>30?2:3,n=new Map;return e.forEach((o,r)=>{for(let{at:s,count:i}of o.
slice(0,t))n.set(`${Math.min(r,s)} ${Math.max(r,s)}`,{a:r,b:s,count:i})}),[...n.values()]}function Vr(e,{x:t,y:n}){let[o,
r]=[2*t/Math.max(e.wide,1),2*n/Math.max(e.high,1)],s=e.r*.94;return{x:e.x+s*o*Math.sqrt(1-r*r/2),y:e.y+s*r*Math.sqrt(1-o*
o/2)}}function vo(e,{x:t,y:n}){let o=e.findIndex(r=>Math.hypot(r.x-t,r.y-n)<=r.r);return o<0?null:o}function jr(e,t){return t?
new Map(e.map((n,o)=>[n,{x:o*190,y:o%2?46:-46}])):new Map(e.map((n,o)=>{let r=104*Math.sqrt(o),s=o*2.399963;return[n,{x:Math.
round(1.25*r*Math.cos(s)),y:Math.round(.8*r*Math.sin(s))}]}))}var Ia=260;function*zr({names:e,allNames:t,things:n,radius:o,
pointed:r,measure:s,shorten:i}){let a=S(n,"thing","things"),c=d=>2*Math.sqrt(Math.max(o**2-(d/2)**2,0))-6;for(let[d,p]of[
[3,a],[2,a],[1,a],[1,""]]){let u=r?Ia:c(d*15+(p?15:3)),h=e.slice(0,d).map(w=>i(w,u));(r||h.every((w,x)=>Fa(w,e[x],t)))&&
(yield{rows:h,count:p})}yield{rows:[],count:s(a)<=c(15)?a:n.toLocaleString("en")}}function Fa(e,t,n){if(e===t)return!0;let o=e.
slice(0,-1);return o.length>3&&n.filter(r=>r.startsWith(o)).length===1}var Ba=2e3,Te={key:"",list:[],ids:new Set,edges:[],places:null},So=!1,Fe=()=>N?Te.list:L,ko=()=>N?Te.edges:_,D=()=>N&&l.
view!=="map"&&Te.list.length===0,yn=e=>!N||l.view==="map"||Te.ids.has(e.id),xn=e=>yn(g(e.from))&&yn(g(e.to)),Xe=()=>ko().
filter(B);function Mo(){return l.near&&l.near.size<=Ba?l.near:null}function Ha(){let{selected:e,view:t}=l;return!e||Le()||
t==="layers"?[]:e.type==="path"?lt():e.type==="row"?ct(e.id):e.type==="edge"?[A(e.id).from,A(e.id).to]:[]}function Ra(){
if(l.view==="map")return{key:"map",list:L.filter(oe)};let[e,t]=[Ha(),Mo()];if(e.some(o=>g(o).community!==l.opened)&&!(t&&
e.every(o=>t.has(o))))return{key:e.join(`
`),list:[...new Set(e)].map(g),inLine:l.selected?.type!=="row"};if(t&&l.view!=="layers"){let{id:o,steps:r}=l.centred;return{
key:`near ${o} ${r} ${t.size}`,list:[...t].map(g)}}return l.opened===null?{key:"",list:[]}:{key:`open ${l.opened}`,list:L.
filter(o=>o.community===l.opened)}}function vn(){if(!N)return!1;let{key:e,list:t,inLine:n=!1}=Ra();if(e===Te.key)return!1;
let o=new Set(t.map(i=>i.id)),r=l.view!=="map"&&t.some(i=>i.community!==t[0].community),s=i=>o.has(i.from)&&o.has(i.to);
return Te={key:e,list:t,ids:o,edges:l.view==="map"?[]:[...new Set(t.flatMap(i=>K(i.id)))].filter(s),places:r?jr([...o],n):
null},So=!0,!0}var En=()=>So;function Wr(){So=!1}var Eo=null;function Ee(){return Eo??=Gr(T.length,re(),se(),e=>g(e).community),
Eo}function _r(){Eo=null}var To=e=>K(e).filter(t=>B(t)&&xn(t));function ee(e=l.hovered??(Le()?null:l.selected)){if(!e)return null;let t={nodes:new Set,
edges:new Set,arcs:new Set};if(e.type==="arc")return F.has(e.id)?Kr(t,F.get(e.id)):null;if(e.type==="path"){for(let n of lt())
t.nodes.add(n);for(let n of xt())for(let o of n.edges)t.edges.add(o.id)}else if(e.type==="row"){for(let n of ct(e.id))t.
nodes.add(n);for(let n of wn(e.id))Lo(t,n)}else if(e.type==="node"){t.nodes.add(e.id);for(let n of To(e.id))Lo(t,n)}else
Lo(t,A(e.id));if(l.view==="map")for(let n of F.values())Ga(n,e,t)&&Kr(t,n);return t}function Lo({nodes:e,edges:t},n){t.add(
n.id),e.add(n.from).add(n.to)}function Kr(e,t){return e.arcs.add(t.id),e.nodes.add(t.from).add(t.to),e}function Ga({from:e,
to:t,things:n,edges:o},{type:r,id:s},i){return r==="path"||r==="row"?i.nodes.has(e)&&i.nodes.has(t):r==="edge"?o.includes(
s):oe(g(s))?e===s||t===s:n.includes(s)}var M=document.documentElement,mt=matchMedia("screen and (prefers-color-scheme: dark)"),H=matchMedia("(max-width: 760px)"),
vt=matchMedia("(min-width: 2400px)"),zt=matchMedia("(prefers-reduced-motion: reduce)");var $o=new Map;function te(e,t){$o.set(e,[...$o.get(e)??[],t])}function U(e){for(let t of $o.get(e)??[])t()}var Sn=118,Oo=1e3,Va=/\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\-–—/\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+[-–—/]*|[-–—/]+/gu;
function Be(e,t,n){if(e.length<=Oo&&n(e)<=t)return e;let o=[...e.slice(0,Oo)],r=a=>`${o.slice(0,a).join("").trimEnd()}\u2026`,
[s,i]=[1,o.length+1];for(;i-s>1;){let a=s+i>>1;n(r(a))<=t?s=a:i=a}return r(s)}function Ur(e,t){let n=[],o="";for(let s of e.
trim().slice(0,Oo).match(Va)??[]){if(/^\s/.test(s)){o=" ";continue}let i=n.length?`${n.at(-1)}${o}${s}`:s;n.length&&t(i)<=
Sn?n[n.length-1]=i:n.push(s),o=""}let r=n.slice(0,3);return n.length>3&&(r[2]=`${r[2]}\u2026`),ja(r.map(s=>Be(s,Sn*1.4,t)),
t)}function qr(e,t,n){let o=Be(e.trim().replace(/\s+/g," "),t,n);return{rows:o?[o]:[],width:n(o)}}var ja=(e,t)=>({rows:e,
width:Math.max(0,...e.map(t))});function Yr(e,t,n){let o=[""];for(let r of e.split(/\s+/)){let s=o.at(-1),i=s?`${s} ${r}`:
r;s&&n(i)>t?o.push(Be(r,t,n)):o[o.length-1]=Be(i,t,n)}return o}function za({x:e,y:t,size:n},o,r,s,i){let{unit:a,wide:c,high:d,
spot:p}=Zr(e,t,o,r,s),u=n+Math.max(4/s,3*a),[h,w,x]=[u+c/2,u+d/2,c/3];return i?[p(h,0,11.5*a)]:[[0,w],[0,-w],[h,0],[-h,0],
[x,w],[-x,w],[x,-w],[-x,-w]].map(([O,fe])=>p(O,fe))}function Wa({x:e,y:t,size:n},o,r,s){let{wide:i,high:a,spot:c}=Zr(e,t,
o,r,s);return[18,30,42,54].flatMap(d=>Array.from({length:24},(p,u)=>{let[h,w]=[Math.cos(u*Math.PI/12),Math.sin(u*Math.PI/
12)],x=n+d/s,k=Math.sign(Math.round(h*2))*i/2,O=Math.sign(Math.round(w*2))*a/2,fe=[e+h*n,t+w*n,e+h*x,t+w*x];return{...c(
h*x+k,w*x+O),lead:fe}}))}function Zr(e,t,{rows:n,width:o},r,s){let i=r/12/s,[a,c]=[o*i,n.length*14*i];return{unit:i,wide:a,
high:c,spot:(p,u,h=c-2*i)=>({x:e+p,y:t+u-c/2,unit:i,px:r/s,box:ve(e+p,t+u,a+5*i,h),rows:n})}}function _a([e,t,n,o],r,s,i){
return[.1,.3,.5,.7,.9].every(a=>{let c=ve(e+(n-e)*a,t+(o-t)*a,4/i,4/i);return s.every(d=>d===r||!go(c,d))})}function Xr(e,t){
let n=[];for(let o of e){let r=Ka(o,t);r&&(t.taken.push(r.box),n.push({...r,id:o.id,bold:o.bold}))}return n}function Ka({
symbol:e,always:t,mayBeDistant:n,textAt:o},r){let{scale:s,sizes:i,least:a,layered:c,edge:d,taken:p,faded:u}=r,h=d&&ho(e,
d)?d:null,w=({box:C})=>rt(C,p)&&(!h||ho(C,h)),x=C=>w(C)&&rt(C.box,u),k=({box:C})=>p.reduce((ue,qe)=>ue+uo(C,qe),0)+(h?(C.
right-C.left)*(C.bottom-C.top)-uo(C,h):0),O=i.flatMap(C=>za(e,o(C),C,s,c)),fe=()=>n?Wa(e,o(a),a,s).find(C=>x(C)&&_a(C.lead,
e,p,s)):void 0,Ue=()=>O.reduce((C,ue)=>k(ue)<k(C)?ue:C);return O.find(x)??fe()??O.find(w)??(t?Ue():null)}var Ua=8,kn=e=>e.from<e.to?`${e.from}
${e.to}`:`${e.to}
${e.from}`,No=e=>e.edges.find(t=>!t.inferred),Jr=e=>No(e)??e.edges[0];function Qr(e,t){let n=qa(e,t),{thick:o,representedBy:r}=Ya(
n);if(!t.thinned||e.length<=t.crowd)return{drawn:new Set(e.filter(d=>!r.has(d.id)).map(d=>d.id)),bundled:o,thick:o,representedBy:r};
let s=new Map,i=new Set,a=new Map;for(let c of Za(n,e,t.many)){let{from:d,to:p}=c.edges[0];if(c.rank>0&&d!==p&&Xa(s,d,p,
t.steps))continue;let u=Jr(c);i.add(u.id),a.set(u.id,c.edges.length),s.set(d,(s.get(d)??new Set).add(p)),s.set(p,(s.get(
p)??new Set).add(d))}return{drawn:i,bundled:a,thick:o,representedBy:r}}function qa(e,{rankOf:t}){let n=new Map;for(let o of e){
let r=kn(o),s=n.get(r)??{key:r,rank:t(o),edges:[]};s.edges.push(o),n.set(r,s)}return[...n.values()]}function Ya(e){let t=new Map,
n=new Map;for(let o of e.filter(({edges:r})=>r.length>Ua)){let r=Jr(o);t.set(r.id,o.edges.length);for(let s of o.edges)s!==
r&&n.set(s.id,r.id)}return{thick:t,representedBy:n}}function Za(e,t,n){let o=new Map;for(let s of t)for(let i of[s.from,
s.to])o.set(i,(o.get(i)??0)+1);return e.map(s=>({...s,rank:s.edges.length>=n?0:s.rank,degree:o.get(s.edges[0].from)+o.get(
s.edges[0].to)})).sort((s,i)=>s.rank-i.rank||i.edges.length-s.edges.length||i.degree-s.degree||+!No(s)-+!No(i)||(s.key<i.
key?-1:1))}function Xa(e,t,n,o){let r=new Set([t]),s=[t];for(let i=0;i<o;i+=1)if(s=s.flatMap(a=>[...e.get(a)??[]]).filter(
a=>!r.has(a)&&r.add(a)),r.has(n))return!0;return!1}function es(e,t,n){let o=[...n.values()].reduce((s,i)=>s+i,0);if(e-n.
size+o<t)return`${e} of ${t} relations drawn`;let r=o?`; ${S(n.size,"thick line stands","thick lines stand")} for ${o}`:
"";return`All ${t} relations drawn${r}`}var Co=null,Do=null;function de(){let{crowd:e,many:t,steps:n}=v;return Co??=Qr(Xe(),{thinned:l.thinned,crowd:e,many:t,steps:n,
rankOf:Ja}),Co}function Mn(){Co=null}var Ao=e=>Math.abs(g(e.from).column-g(e.to).column),Ja=e=>l.view==="layers"?Math.max(
Ao(e)-1,0):e.rank;function Ln(e){Do=e}function Tn({id:e}){let{drawn:t,representedBy:n}=de();return t.has(e)||!!(Do?.has(
e)&&!Do.has(n.get(e)??""))}var $n=(e,t)=>es(e,t,de().thick);var On=e=>[parseInt(e.slice(1,3),16),parseInt(e.slice(3,5),16),parseInt(e.slice(5,7),16)];function j(e,t,n){let o=On(t);
return`#${On(e).map((s,i)=>Math.round(s+(o[i]-s)*n)).map(s=>s.toString(16).padStart(2,"0")).join("")}`}var Qa=e=>document.getElementById(e)?.textContent??"",ts=()=>"DecompressionStream"in globalThis;async function Po(e){let t=Uint8Array.
from(atob(Qa(e)),n=>n.charCodeAt(0));return new Response(new Blob([t]).stream().pipeThrough(new DecompressionStream("gzi\
p"))).text()}async function Wt(e){let t=await Po(e),n=document.createElement("script");n.textContent=t,document.head.append(
n)}var Je,Et,Se,ke,P=null,E=()=>P;function ns(){Je=new vis.DataSet,Et=new vis.DataSet,Se=new vis.DataView(Je,{filter:el}),ke=
new vis.DataView(Et,{filter:tl})}function el(e){if(e.edgePoint)return l.view==="map";let t=g(e.id);return V(t)&&yn(t)&&(l.
view!=="map"||oe(t))}function tl(e){if(e.arc||l.view==="map")return!!e.arc&&l.view==="map";let t=A(e.id);return B(t)&&xn(
t)&&Tn(t)}function os(){return P=new vis.Network(f("canvas"),{nodes:Se,edges:ke},{physics:!1,layout:{improvedLayout:!1,randomSeed:1},
autoResize:!0,interaction:{hover:!0,selectConnectedEdges:!1,hoverConnectedEdges:!1,keyboard:!1,zoomSpeed:.7},nodes:{chosen:!1},
edges:{chosen:!1,selfReference:{size:16}}}),P}var ze=()=>f("canvas").querySelector(".vis-network"),He=(e,t)=>E().body.edges[e]?.
edgeType?.getPoint?.(t);var Qe=["network","layers","map"];var rs=e=>I([e.from,e.relation,e.to,e.through]," ");function ss(e,t){let n=new URLSearchParams;e.view&&e.view!=="network"&&
n.set("view",e.view),e.selected&&nl(n,e.selected,t),e.search&&n.set("search",e.search);for(let o of e.hiddenKinds.toSorted())
n.append("hide",o);for(let o of e.hiddenRelations.toSorted())n.append("without",o);if(e.inferredHidden&&n.set("inferred",
"no"),e.thinned||n.set("lines","all"),e.strength!==null&&n.set("links",String(e.strength)),e.language&&n.set("names",e.language),
e.singleKeys||n.set("keys","off"),e.opened!==null&&n.set("open",e.opened),e.centred&&(n.set("around",e.centred.id),e.centred.
steps!==1&&n.set("steps",String(e.centred.steps))),e.at&&n.set("at",e.at),e.known&&n.set("known-by",e.known),e.eye){let{
x:o,y:r,scale:s}=e.eye;n.set("eye",[o.toFixed(0),r.toFixed(0),s.toFixed(3)].join(","))}return n}function nl(e,t,n){t.type===
"path"?(e.set("from",t.from),t.to&&e.set("to",t.to),t.at&&e.set("path",String(t.at+1))):t.type==="row"?e.set("row",String(
t.row+1)):e.set(t.type,t.type==="edge"?rs(n(t.id)):t.id)}var ol=2e4,rl=200;function is(e,t){let n=new URLSearchParams(e.
length>ol?"":e.replace(/^#/,"")),o=(d,p)=>n.getAll(d).filter(u=>p.has(u)),r=d=>Nn(n,d,t),s=n.get("view")??"network",i=Number(
n.get("links")),a=r("around"),c=n.get("names")??"";return{view:Qe.find(d=>d===s)??null,selected:sl(n,t),search:(n.get("s\
earch")??"").slice(0,rl),hiddenKinds:o("hide",t.kinds),hiddenRelations:o("without",t.relations),inferredHidden:n.get("in\
ferred")==="no",thinned:n.get("lines")!=="all",strength:Number.isInteger(i)&&i>0?Math.min(i,1e6):null,language:t.languages.
has(c)?c:"",singleKeys:n.get("keys")!=="off",opened:r("open"),centred:a===null?null:{id:a,steps:n.get("steps")==="2"?2:1},
at:Ze(n.get("at")),known:Ze(n.get("known-by")),eye:il(n.get("eye")??"")}}function Nn(e,t,n){let o=e.get(t);return o!==null&&
n.hasNode(o)?o:null}function sl(e,t){let[n,o]=[Nn(e,"from",t),Nn(e,"node",t)],r=e.get("edge"),s=r&&t.edges.find(c=>rs(c)===
r),i=Number(e.get("row"))-1,a=e.get("arc");return n?{type:"path",from:n,to:Nn(e,"to",t),at:Math.max(Number(e.get("path"))-
1||0,0)}:o?{type:"node",id:o}:s?{type:"edge",id:s.id}:Number.isInteger(i)&&i>=0&&i<t.rows?{type:"row",row:i}:a?{type:"ar\
c",id:a}:null}function il(e){let[t,n,o,...r]=e.split(",").map(Number);return![t,n,o].every(i=>Number.isFinite(i))||r.length||
!o||o<=0?null:{x:t,y:n,scale:Math.min(Math.max(o,.02),50)}}var Cn=()=>H.matches?"small":"wide",St=e=>Vr(T[e.community],e);function kt(e){return l.view==="layers"?{x:e.layer[0],y:e.
layer[1]}:l.view==="map"&&oe(e)?{x:e[Cn()][0],y:e[Cn()][1]}:D()?St(e):Te.places?.get(e.id)??{x:e.x,y:e.y}}function as(e,{
x:t,y:n}){l.view==="layers"?e.layer=[t,n]:l.view==="map"&&oe(e)?e[Cn()]=[t,n]:Object.assign(Te.places?.get(e.id)??e,{x:t,
y:n})}function q(e){return l.view==="layers"?e.kind==="Country"?8.5:e.kind==="Official"?4.5:6:l.view==="map"?v.map.discs[Cn()]-
(H.matches?5:4):e.size}function ae(){return N?Fe().filter(V):l.view==="map"?re().filter(oe):re()}var Me=()=>N?ae().filter(
e=>E().body.nodes[e.id]):ae(),ls=e=>[...new Set(e.map(t=>t.column))].sort((t,n)=>t-n),cs=()=>ls(Fe());function pt(){let[
e,t]=[...new Set(Fe().map(n=>n.layer[0]))].sort((n,o)=>n-o);return t===void 0?220:t-e}var Io=()=>ls(N?L.filter(e=>e.community===
l.opened):Fe()),Dn=()=>Qe.filter(e=>e==="network"||(e==="layers"?Io().length>1:v.map));var b={paper:"",ink:"",soft:"",accent:"",sea:"",land:"",edge:"",onDisc:"",font:""},Mt=document.createElement("canvas").getContext(
"2d");function Fo(){M.dataset.theme=mt.matches?"dark":"light";let e=getComputedStyle(M),t=n=>e.getPropertyValue(n).trim();
Object.assign(b,{paper:t("--paper"),ink:t("--ink"),soft:t("--soft"),accent:t("--accent"),sea:t("--sea"),land:t("--land"),
edge:t("--edge"),onDisc:t("--on-disc"),font:getComputedStyle(document.body).fontFamily})}function al(e){return Mt.fillStyle=
"#000000",Mt.fillStyle=e,/^#[0-9a-f]{6}$/.test(Mt.fillStyle)?Mt.fillStyle:null}function ms(){for(let e of[...L,..._]){let t=e.
paint?al(e.paint):null;t?e.paint=t:delete e.paint}}var Y=e=>ne.get(e)[mt.matches?"dark":"light"],Lt=e=>e.paint??Y(e.kind);
function ps(e){let t=g(g(e.to).kind==="Country"?e.from:e.to);return e.paint??j(Lt(t),b.edge,.45)}var we=(e,t)=>`${e?620:
450} ${t}px ${b.font}`,ds="",$e=e=>t=>(ds!==e&&(Mt.font=e,ds=e),Mt.measureText(t).width);var Oe=null,Bo=null,Ho=e=>e==="Country"?2.6:1.4;function ll(){let e=document.createElement("canvas").getContext("webgl2",
{failIfMajorPerformanceCaveat:!0});if(!e)return!1;let t=e.getExtension("WEBGL_debug_renderer_info"),n=String(e.getParameter(
t?t.UNMASKED_RENDERER_WEBGL:e.RENDERER));return e.getExtension("WEBGL_lose_context")?.loseContext(),!/swiftshader|llvmpipe|softpipe|software|basic render/i.
test(n)}async function fs(){if(!N)return;if(!ll()){M.dataset.backdrop="canvas",P?.redraw();return}await Wt("graphology"),
await Wt("sigma");let e=new graphology.Graph({type:"directed"});for(let n of L){let{x:o,y:r}=St(n),s=n.kind==="Country"?
3.2:1.7;e.addNode(n.id,{x:o,y:-r,size:s,color:Y(n.kind),hidden:!V(n)})}let t=m("div",{id:"backdrop","aria-hidden":"true"});
f("canvas").before(t),Oe=new Sigma(e,t,{renderLabels:!1,renderEdgeLabels:!1,stagePadding:0,allowInvalidContainer:!0,zoomToSizeRatioFunction:()=>1}),
Oe.setCustomBBox({x:[-1e3,1e3],y:[-1e3,1e3]}),Oe.refresh(),M.dataset.backdrop="webgl",P?.redraw()}function us(){Bo=null,
Oe&&(Oe.getGraph().updateEachNodeAttributes((e,t)=>{let n=g(e);return{...t,hidden:!V(n),color:Y(n.kind)}}),Oe.refresh())}
function cl(e,t,n){let o={cameraState:{x:.5,y:.5,ratio:1,angle:0}},[r,s]=[e.graphToViewport({x:0,y:0},o),e.graphToViewport(
{x:1,y:0},o)],{x:i,y:a}=e.viewportToFramedGraph(e.graphToViewport({x:t.x,y:-t.y}));e.getCamera().setState({x:i,y:a,ratio:(s.
x-r.x)/n})}function gs(e){if(Oe){cl(Oe,E().getViewPosition(),E().getScale());return}if(M.dataset.backdrop==="canvas"){Bo??=
dl();for(let[t,n]of Bo)e.fillStyle=Y(t),e.fill(n)}}function dl(){let e=new Map;for(let t of L.filter(V)){let{x:n,y:o}=St(
t),r=e.get(t.kind)??new Path2D,s=Ho(t.kind);r.moveTo(n+s,o),r.arc(n,o,s,0,2*Math.PI),e.set(t.kind,r)}return e}function hs(){
Oe&&f("backdrop").classList.toggle("away",!D())}function et(e,t,n,o,r){e.lineWidth=r,e.strokeText(t,n,o),e.fillText(t,n,o)}function ml(){let{strong:e,neighbours:t}=Ee(),{pointed:n}=l;return n===null?e:t[n].map(({at:o,count:r})=>({a:n,b:o,count:r}))}
function Ro(e){return .8+Math.min(10,.2*Math.min(...T.map(({r:n})=>n)))*Math.sqrt(e/Ee().most)}function ws(e){let{members:t}=Ee(),
n=E().getScale(),{pointed:o}=l,r=ml();e.save();for(let{a:s,b:i,count:a}of r)e.beginPath(),e.moveTo(T[s].x,T[s].y),e.lineTo(
T[i].x,T[i].y),e.lineWidth=Ro(a)/Math.max(n,.6),e.strokeStyle=o===null?j(b.edge,b.paper,.45):b.edge,e.stroke();pl(e),T.forEach(
(s,i)=>{let a=o===null||i===o||r.some(({b:c})=>c===i);e.globalAlpha=a&&t[i]?1:.35,e.beginPath(),e.arc(s.x,s.y,s.r,0,2*Math.
PI),e.fillStyle=`${Y(s.kind)}${i===o?"3d":"22"}`,e.fill(),e.lineWidth=(i===o?3:1.3)/n,e.strokeStyle=j(Y(s.kind),b.paper,
.25),e.stroke()}),e.restore(),gs(e)}function pl(e){e.globalCompositeOperation="destination-out";for(let{x:t,y:n,r:o}of T)
e.beginPath(),e.arc(t,n,o,0,2*Math.PI),e.fill();e.globalCompositeOperation="source-over"}var bs=e=>e.map(t=>g(t).label);
function _t(e){let{members:t}=Ee(),n=$e(we(!0,12)),o=T.flatMap(({hubs:c})=>bs(c)),r=[],s=[],i=c=>+(c===l.pointed),a=T.map(
(c,d)=>d).sort((c,d)=>i(d)-i(c)||t[d]-t[c]);for(let c of a){let{x:d,y:p,r:u,hubs:h}=T[c],w={names:bs(h),allNames:o,things:t[c],
radius:u*e,pointed:c===l.pointed},x=(k,O)=>Be(k,O,n);for(let{rows:k,count:O}of zr({...w,measure:n,shorten:x})){let fe=Math.
max(...[...k,O].map(n))/e,Ue=(k.length*15+(O?15:3))/e,C=ve(d,p,fe+6/e,Ue);if(rt(C,r)){r.push(C),s.push({at:c,rows:k,x:d,
y:p-Ue/2,count:O});break}}}return s}function ys(e){let t=E().getScale(),n=_t(t);e.save(),e.textAlign="center",e.textBaseline=
"alphabetic",e.lineJoin="round",e.strokeStyle=b.paper;for(let{rows:o,x:r,y:s,count:i}of n)e.fillStyle=b.ink,e.font=we(!0,
12/t),o.forEach((a,c)=>{e.direction=wt(a)?"rtl":"ltr",et(e,a,r,s+(c*15+11)/t,4/t)}),e.fillStyle=b.soft,e.font=we(!1,11/t),
e.direction="ltr",i&&et(e,i,r,s+(o.length*15+11)/t,4/t);M.dataset.labels=String(n.length),e.restore()}var Go=new Map,Tt=192;function $t(e){let t=e.kind==="Country"&&e.code&&v.flags[e.code];return t?`data:image/svg+xml,${encodeURIComponent(
t)}`:null}async function xs(){await Promise.allSettled(L.filter($t).map(fl)),M.dataset.flags=String(Go.size),P?.redraw()}
async function fl(e){let t=new Image(Tt,Tt);t.src=$t(e),await t.decode();let n=document.createElement("canvas");n.width=
Tt,n.height=Tt,n.getContext("2d").drawImage(t,0,0,Tt,Tt),Go.set(e.code,n)}var Vo=e=>e-Math.max(1,e*.07);function vs(e,t,{
x:n,y:o},r){let s=q(t),i=Go.get(t.code);if(i){let c=Vo(s);e.globalAlpha=r?.3:1,e.drawImage(i,n-c,o-c,2*c,2*c),e.globalAlpha=
1;return}let a=t.planned?Y(t.kind):b.onDisc;e.textBaseline="middle",e.font=`650 ${s*.82}px ${b.font}`,e.fillStyle=r?j(b.
onDisc,b.paper,.4):a,e.fillText(t.code,n,o+s*.05)}var Ss=18,jo=.55,Es=12.5;function zo(){return cs().map(e=>{let t=Fe().filter(n=>n.column===e);return{text:`${v.columns[e]}\
 ${t.filter(V).length}`,x:t[0].layer[0]-9}})}var Wo=e=>Math.min(...Fe().map(t=>t.layer[1]))-20*e-10;function ks(e){let t=E().
getScale(),n=$e(we(!0,Es)),o=zo();e.save(),e.textAlign="start",e.textBaseline="alphabetic",e.lineJoin="round",e.strokeStyle=
b.paper,e.font=we(!0,Es/t),e.fillStyle=b.soft,o.forEach(({text:r,x:s},i)=>{let a=pt()*t+(i===o.length-1?14:-2);et(e,Be(r,
a,n),s,Wo(1/t),4/t)}),e.restore()}function ft(){let e=ee(),t=E().getPositions(),n=l.view==="layers",o=[];for(let s of Me().filter(({contested:i})=>i)){let{
x:i,y:a}=t[s.id],c=q(s)*(n?-1.1:.85),d=!!(e&&!e.nodes.has(s.id));o.push({x:i+c,y:a-q(s)*.85,isFaded:d,isSmall:!1})}if(l.
view==="map")return o;let r=!n&&E().getScale()>.55;for(let s of Xe().filter(i=>i.contested&&Tn(i))){let i=!!e?.edges.has(
s.id);if(!r&&!i)continue;let a=He(s.id,.5);a&&o.push({x:a.x,y:a.y,isFaded:!!e&&!i,isSmall:!0})}return o}function ul(e,{x:t,
y:n,isFaded:o},r){e.beginPath(),e.arc(t,n,r,0,2*Math.PI),e.fillStyle=o?j(b.ink,b.paper,.6):b.ink,e.fill(),e.lineWidth=r/
4,e.strokeStyle=b.paper,e.stroke(),e.fillStyle=b.paper,e.font=`700 ${r*1.6}px ${b.font}`,e.textBaseline="middle",e.fillText(
"!",t,n+r*.1)}function Ms(e,t){let n=ft(),o=l.view==="layers"||t<.55?.7:1;for(let r of n)ul(e,r,r.isSmall?Math.max(4,4.5/
t):Math.max(5.5,6/t)*o);return n.filter(({isFaded:r})=>!r).length}var gl=500,Ot=null;function Ne(){Ot=null}var An=()=>Ot??Ts(E().getScale()),hl=new Map,bl=new Map;function Ls(e,t,n){let o=e.
get(t)??n();return e.set(t,o),o}var wl=(e,t)=>Ls(hl,`${t}${e}`,()=>Ur(e,$e(we(t,12)))),yl=(e,t,n)=>Ls(bl,`${t} ${Math.round(
n)} ${e}`,()=>qr(e,n,$e(we(t,12))));function xl(){let e=[l.hovered,l.selected].filter(t=>t!==null);return new Set(e.flatMap(
t=>{let n=dt(t).filter(o=>l.view!=="map"||oe(g(o)));return n.length?n:[...ee(t)?.nodes??[]]}))}function vl(){let e=E().getPositions(),
t=new Map;for(let n of Me()){let{x:o,y:r}=e[n.id],s=q(n);t.set(n.id,{...ve(o,r,s*2,s*2),x:o,y:r,size:s})}return t}function El(e){
let t=vt.matches?14:10,n=l.view==="map"&&!vt.matches,o=12*Math.min(Math.max(n?1:e,.92),vt.matches?1.9:1.35);return l.view!==
"layers"?{sizes:[o,Math.max(o*.88,t)],least:t}:{sizes:[Math.max(Math.min(o,12.5*Math.max(e,.88),1.03*Ss*e),t)],least:t}}
function Ts(e){let[t,n,o]=[ee(),xl(),vl()],r=({id:x})=>!t||t.nodes.has(x)||n.has(x),s=Me().filter(r),i=x=>x.map(({id:k})=>o.
get(k)),a=ft().map(({x,y:k})=>ve(x,k,13/e,13/e)),{home:c,view:d}=l,p=Xr(Sl(s,o,n,t,e),{scale:e,...El(e),layered:d==="lay\
ers",edge:c&&d!=="layers"&&e<=c.scale*1.01?c:null,taken:[...i(s),...a],faded:i(Me().filter(x=>!r(x)))}),h=[...[...t?.nodes??
[]].map(x=>o.get(x)).filter(x=>x!==void 0),...p.map(({box:x})=>x),...a],w=t&&d==="network"?kl(t,e,h):[];return{scale:e,labels:p,
names:w,missing:t?0:Me().length-p.length}}function Sl(e,t,n,o,r){let s=l.view==="map",i=s?vr(F.values()):new Map,a=Math.
max(...i.values(),1),c=({id:p})=>i.get(p)??0;return e.toSorted((p,u)=>Number(n.has(u.id))-Number(n.has(p.id))||c(u)-c(p)||
u.size-p.size||K(u.id).length-K(p.id).length).slice(0,gl).map(p=>{let u=t.get(p.id),h=p.kind==="Country"||at("node",p.id),
w=x=>(pt()*r-u.size*r-22)*12/x;return{id:p.id,bold:h,symbol:u,always:n.has(p.id),mayBeDistant:s&&(!!o||c(p)>=a/4),textAt:x=>l.
view==="layers"?yl(p.label,h,w(x)):wl(p.label,h)}})}function kl(e,t,n){let o=10.5/t,r=$e(we(!1,10.5)),{thick:s,representedBy:i}=de(),
a=[];for(let c of e.edges){if(e.edges.has(i.get(c)??""))continue;let d=s.has(c)&&e.edges.size>1,p=Be(d?`${s.get(c)} rela\
tions`:A(c).label,Sn*1.4,r),[u,h]=[r(p)/t+o,14/t],w=Ml(c,u,h).find(([x,k])=>rt(ve(x,k,u,h),n));w&&(n.push(ve(w[0],w[1],u,
h)),a.push({text:p,x:w[0],y:w[1],px:o}))}return a}function Ml(e,t,n){let[o,r]=[He(e,.15),He(e,.85)],s=o&&r&&Math.hypot(r.
x-o.x,r.y-o.y)<t;return[.5,.38,.62,.27,.73].map(a=>He(e,a)).filter(a=>a!==void 0).flatMap(({x:a,y:c})=>s?[[a,c-n],[a,c+n]]:
[[a,c]])}function $s(e){let t=E().getScale();D()?ys(e):l.moving?Os(e):Ll(e,t)}function Ll(e,t){Ot?.scale!==t&&(Ot=Ts(t),
Tl(Ot)),Os(e),l.view==="layers"&&ks(e),$l(e,Ot)}function Tl({labels:e,missing:t}){M.dataset.labels=String(e.length),f("n\
ote-names").textContent=t?`zoom in for ${S(t,"more name","more names")}`:""}function $l(e,{scale:t,labels:n,names:o}){e.
save(),e.textAlign="center",e.lineJoin="round",e.strokeStyle=b.paper,e.textBaseline="middle";for(let r of o)e.font=we(!1,
r.px),e.fillStyle=b.soft,et(e,r.text,r.x,r.y,4/t);e.textBaseline="alphabetic";for(let{lead:r}of n)r&&Ol(e,r,t);if(e.strokeStyle=
b.paper,e.fillStyle=b.paper,l.view==="layers")for(let{box:r}of n)e.fillRect(r.left,r.top,r.right-r.left,r.bottom-r.top);
e.fillStyle=b.ink;for(let{bold:r,px:s,unit:i,rows:a,x:c,y:d}of n)e.font=we(r,s),a.forEach((p,u)=>{e.direction=wt(p)?"rtl":
"ltr",et(e,p,c,d+(u*14+11)*i,3.2/t)});M.dataset.marks=String(Ms(e,t)),e.restore()}function Ol(e,[t,n,o,r],s){e.beginPath(),
e.moveTo(t,n),e.lineTo(o,r),e.lineWidth=1/s,e.strokeStyle=b.soft,e.stroke()}function Os(e){let t=ee(),n=E().getPositions();
e.save(),e.textAlign="center";for(let o of Me().filter(({code:r})=>r))vs(e,o,n[o.id],!!(t&&!t.nodes.has(o.id)));e.restore()}function Kt(){let e=o=>f(o).getBoundingClientRect(),t=e("stage"),n={left:0,top:e("bar").bottom-t.top,right:t.width,bottom:t.
height};if(f("note").hidden||(n.bottom=e("note").top-t.top+8),f("time").hidden||(n.bottom=Math.min(n.bottom,e("time").top-
t.top)),!f("panel").hidden){let o=e("panel");H.matches?n.bottom=o.top-t.top:n.right=o.left-t.left}return{...n,width:n.right-
n.left,height:n.bottom-n.top,stage:t}}var In=e=>({x:(e.left+e.right-e.stage.width)/2,y:(e.top+e.bottom-e.stage.height)/2}),
Nl={network:{left:62,top:8,bottom:48},layers:{left:16,top:36,bottom:8},map:{left:40,top:14,bottom:24}},Ko=()=>vt.matches?
3:l.view==="map"?1.6:1.15,Ns=()=>l.view==="layers"?jo:H.matches?.45:.6,Cs=e=>({x:(e.left+e.right)/2,y:(e.top+e.bottom)/2});
function Pn(e,t=Ko()){let n=Vt(),o=Nl[l.view];for(let a of e){let{x:c,y:d}=E().getPosition(a),p=q(g(a)),u=l.view==="laye\
rs"?pt()-14:o.left,[h,w]=[c-Math.max(p,o.left),d-p-o.top];je(n,h,w,c+Math.max(p,u),d+p+o.bottom)}let r=Kt(),s=H.matches?
10:22,i=Math.min(t,(r.width-2*s)/(n.right-n.left),(r.height-2*s)/(n.bottom-n.top));return{room:r,box:n,position:Cs(n),scale:Math.
max(i,.05),offset:In(r)}}function Cl(){let e=Vt();for(let{x:o,y:r,r:s}of T)je(e,o-s,r-s,o+s,r+s);let t=Kt();return{scale:Math.
min((t.width-36)/(e.right-e.left),(t.height-36)/(e.bottom-e.top)),position:Cs(e),offset:In(t)}}function Nt({position:e,scale:t,
offset:n},o=!0){let r=o&&!zt.matches?{duration:350,easingFunction:"easeInOutCubic"}:!1;E().moveTo({position:e,scale:t,offset:n,
animation:r})}function le({animate:e=!0}={}){if(P&&D()){l.movedByHand=!1,l.home=null,Nt(Cl(),e);return}if(!P)return;let t=Me().
map(n=>n.id);t.length&&(l.movedByHand=!1,_o(l.view==="layers"&&H.matches?Dl(t):Pn(t),e))}function _o(e,t){let{position:n,
scale:o,room:r}=e;l.home={scale:o,...ve(n.x,n.y,(r.width-8)/o,(r.height-8)/o)},Ne(),Nt(e,t)}function Dl(e){let t=Pn(e),{
room:n,box:o}=t,r=Math.max(Math.min(Ko(),(n.height-20)/(o.bottom-o.top)),jo),s=(i,a,c)=>Math.min((i+a)/2,i+(c/2-10)/r);return{
...t,scale:r,position:{x:s(o.left,o.right,n.width),y:s(o.top,o.bottom,n.height)}}}function Ct(e){l.movedByHand=!0;let t=zt.
matches?!1:{duration:150,easingFunction:"easeInOutQuad"};P?.moveTo({scale:P.getScale()*e,animation:t}),U("changed")}function Ut(e,{
animate:t=!0,refit:n=!1}={}){let o=e.filter(h=>Se.get(h));if(!o.length&&l.view==="map"&&(o=[...ee()?.nodes??[]].filter(h=>Se.
get(h))),!o.length)return;let r=Kt(),s=Al(o);if(!n&&s.every(h=>Pl(h,r)))return;let i=n?Ko():Math.max(E().getScale(),.8),
a=Pn(s,i);if(a.scale>=Ns()){_o(a,t);return}let c=Pn(o,i),d=Math.min(c.scale,Ns()),p=(h,w,x,k)=>Math.min(Math.max(x,w-k/2/
d),h+k/2/d),u={x:p(c.box.left,c.box.right,a.position.x,r.width),y:p(c.box.top,c.box.bottom,a.position.y,r.height)};_o({...c,
scale:d,position:u},t)}function Al(e){let t=new Set(e);if(l.view==="map")for(let n of ee()?.nodes??[])Se.get(n)&&t.add(n);else if(e.
length===1)for(let n of To(e[0]))t.add(n.from).add(n.to);return[...t]}function Pl(e,t){let n=l.view==="layers"?(pt()-14)*
E().getScale():40,{x:o,y:r}=E().canvasToDOM(E().getPosition(e));return!(o<t.left+Math.min(n,40)||o>t.right-n)&&r>=t.top+
20&&r<=t.bottom-50}var As=e=>[...F.values()].filter(t=>hn(t)||e?.arcs.has(t.id)),Ps=e=>[e.from,e.to].sort((t,n)=>g(t).true[0]-g(n).true[0]);
function Il(e,t,n){return at("arc",e.id)?b.ink:n?n.arcs.has(e.id)?j(b.accent,b.paper,.3-.3*t):j(b.edge,b.paper,.8):j(b.accent,
b.paper,.2-.2*t)}function Is(e){let t=Math.sqrt(gn());return As(e).flatMap(n=>{let o=Math.sqrt(be(n))/t,r=Il(n,o,e),s=(c,d,p,u)=>({
id:c,from:d,to:p,arc:!0,width:(H.matches?2.2:1)*(.8+4.2*o*o),selectionWidth:0,hoverWidth:0,physics:!1,dashes:!1,arrows:{
to:{enabled:!1}},color:{color:r,highlight:r,hover:r,inherit:!1},smooth:{enabled:!0,type:u>0?"curvedCW":"curvedCCW",roundness:Math.
abs(u)}}),[i,a]=Ps(n);return mn.has(n.id)?[s(n.id,a,`${n.id}>`,.1),s(`${n.id}~`,`${n.id}<`,i,.1)]:[s(n.id,i,a,.16)]})}var Fs=e=>e.
replace(/~$/,"");function Bs(e){return As(e).filter(n=>mn.has(n.id)).flatMap(n=>{let[o,r]=Ps(n),{x:s,y:i}=kr(v.map.outline,
g(o).true,g(r).true),a=(c,d)=>({physics:!1,shape:"dot",size:.01,borderWidth:0,fixed:!0,chosen:!1,edgePoint:!0,id:c,x:d,y:i});
return[a(`${n.id}>`,s),a(`${n.id}<`,-s)]})}var Fn=null;function Fl(){if(Fn)return Fn;let{outline:e,land:t}=v.map,[n,o]=[
new Path2D,new Path2D];Ds(n,[...e,...[...e].reverse().map(([r,s])=>[-r,s])]);for(let r of cn(t))Ds(o,r);return Fn={sea:n,
earth:o},Fn}function Ds(e,t){t.forEach(([n,o],r)=>{r?e.lineTo(n,o):e.moveTo(n,o)}),e.closePath()}function Hs(e){let{sea:t,
earth:n}=Fl();e.save(),e.lineJoin="round",e.fillStyle=b.sea,e.fill(t),e.clip(t),e.fillStyle=b.land,e.strokeStyle=b.land,
e.lineWidth=.8,e.fill(n),e.stroke(n),e.restore(),Bl(e)}function Bl(e){let[t,n]=[ee(),E().getScale()];e.save();for(let o of Me()){
let{x:r,y:s}=E().getPosition(o.id),[i,a]=o.true;Math.hypot(r-i,s-a)<q(o)*.8||(e.globalAlpha=t&&!t.nodes.has(o.id)?.25:.9,
e.strokeStyle=b.soft,e.fillStyle=b.soft,e.lineWidth=.8/n,e.beginPath(),e.moveTo(i,a),e.lineTo(r,s),e.stroke(),e.beginPath(),
e.arc(i,a,1.8/n,0,2*Math.PI),e.fill())}e.restore()}function Hl(e,t){let{path:n,selected:o}=l,s=t&&!t.nodes.has(e.id)?j(Lt(e),b.paper,.84):Lt(e),i=o?.type==="path"&&[n.from,
n.to].includes(e.id),a=at("node",e.id)||i,c=e.planned?s:j(s,b.paper,mt.matches?.1:.05),d={background:e.planned?b.paper:s,
border:a?b.ink:c};return{id:e.id,...kt(e),shape:e.shape,size:q(e),physics:!1,borderWidth:a?3:e.planned?1.8:1,borderWidthSelected:3,
shapeProperties:{borderDashes:e.planned?[4,3]:!1},color:{...d,highlight:d,hover:d}}}function Rl(e){return l.view==="laye\
rs"&&Ao(e)?{enabled:!0,type:"cubicBezier",forceDirection:"horizontal",roundness:.5}:de().thick.has(e.id)?{enabled:!1}:e.
smooth}function Gl(e,t){if(at("edge",e.id))return b.accent;let n=ps(e);return t?t.edges.has(e.id)?j(n,b.ink,.15):j(n,b.paper,
.86):n}function Vl(e,t){let n=!!t?.edges.has(e.id),o=l.view==="layers",r=Gl(e,t),{thick:s,bundled:i}=de(),a=(n?s:i).get(
e.id)??1;return{id:e.id,from:e.from,to:e.to,smooth:Rl(e),dashes:e.dashes,physics:!1,width:(e.wide??0)+(n?2:o?1:1.2)+.55*
Math.log2(a),selectionWidth:1,hoverWidth:0,arrows:{to:{enabled:e.arrows==="to"&&(!o||n),scaleFactor:.42}},color:{color:r,
highlight:r,hover:r,inherit:!1}}}var Uo=new Map;function Bn(e){return e.filter(t=>{let n=JSON.stringify(t);return Uo.get(
t.id)===n?!1:(Uo.set(t.id,n),!0)})}function Rs(e,t,n){let o=new Set(n.map(s=>s.id)),r=e.getIds({filter:s=>t(s)&&!o.has(s.
id)});for(let s of r)Uo.delete(s);e.remove(r)}var Gs="";function me(){vn()&&Mn();let{drawn:e}=de(),t=ee();Ln(t?.edges??null);
let n=l.view==="map",[o,r]=n?[Bs(t),Is(t)]:[[],[]];Rs(Et,i=>!!i.arc,r),Rs(Je,i=>!!i.edgePoint,o),Je.update(Bn(Fe().map(i=>Hl(
i,t)))),Et.update(Bn(ko().map(i=>Vl(i,t)))),Je.update(Bn(o)),Et.update(Bn(r));let s=[...t?.edges??[]].filter(i=>!e.has(i)).
join();En()&&Se.refresh(),(s!==Gs||En())&&(Gs=s,ke.refresh()),En()&&(Wr(),U("staged")),Ne(),P?.redraw(),U("changed")}var jl=650,Vs=()=>({places:new Map(ae().map(e=>[e.id,E().getPosition(e.id)])),position:E().getViewPosition(),scale:E().getScale()});
function js(e){let t=E(),n={position:t.getViewPosition(),scale:t.getScale()},o=ae().filter(i=>e.places.has(i.id)).map(i=>({
drawn:t.body.nodes[i.id],start:e.places.get(i.id),end:kt(i)})),r=performance.now();l.moving=!0,M.dataset.moving="true";let s=i=>{
let a=Math.min(Math.max((i-r)/jl,0),1),c=a<.5?4*a**3:1-(2-2*a)**3/2,d=(p,u)=>p+(u-p)*c;for(let{drawn:p,start:u,end:h}of o)
p.x=d(u.x,h.x),p.y=d(u.y,h.y);a===1&&(l.moving=!1,Ne(),delete M.dataset.moving),t.moveTo({position:{x:d(e.position.x,n.position.
x),y:d(e.position.y,n.position.y)},scale:Math.exp(d(Math.log(e.scale),Math.log(n.scale))),animation:!1}),t.redraw(),l.moving&&
requestAnimationFrame(s)};requestAnimationFrame(s)}function ce(){U("filters"),zs(),Mn(),_r(),un(),vn(),l.hovered=null,Ln(ee()?.edges??null),Se.refresh(),ke.refresh(),l.selected?.
type==="path"?Wl():l.selected&&!Rr(l.selected)&&Z(null),zl()}function zl(){U("filtered"),me(),U("settled")}function zs(){
Br(),U("neighbourhood")}function Yt(e){l.centred=e,zs()}function Dt(e,t=1){let n=f("neighbourhood"),o=he(n);Yt(e===null?
null:{id:e,steps:t}),l.before=null,ce(),le({animate:!1}),l.selected&&Z(l.selected),o&&(n.querySelector("button")??ze()).
focus()}function ut(e){l.span&&(Object.assign(l.days,e),U("days"))}function Zt(e,t){ut({...l.days,[e]:t}),ce()}var Hn={at:null,
known:null};function Ws(){fn([],[]),l.inferredHidden=!1,ut(Hn),Dt(null)}function _s({type:e,id:t}){let n=e==="edge"?A(t):
null,o=()=>n?B(n):V(g(t));if(!o()){n&&(l.hiddenRelations.delete(n.relation),l.inferredHidden&&=!n.inferred);for(let r of n?
[n.from,n.to]:[t])l.hiddenKinds.delete(g(r).kind);o()||Yt(null),o()||ut(Hn),ce()}}function Z(e,{bring:t=!0}={}){(e?.type===
"node"||e?.type==="edge")&&(_s(e),Us(e)),e&&!l.selected&&(qt=document.activeElement,l.before=P&&{position:P.getViewPosition(),
scale:P.getScale(),offset:{x:0,y:0},home:l.home}),l.selected=e,l.hovered=null,M.dataset.selected=e?e.id:"",P?.unselectAll(),
me(),U("selected"),e&&t&&Ut(dt(e))}function pe(e){Z(e),f("panel").focus()}var qt=null;function Rn(){let e=l.selected&&l.
before,t=he(f("panel"));Z(null),t&&(qt instanceof HTMLElement&&qt.isConnected&&qt!==document.body?qt:ze()).focus({preventScroll:!0}),
e&&(l.home=e.home,Ne(),Nt(e))}var Ks=(e,t)=>e&&t?Pr(se(),e,t,n=>g(n).label):[];function Ce(e,t,n=0){Object.assign(l.path,
{from:e,to:t});for(let r of[e,t])r&&_s({type:"node",id:r});let o=Ks(e,t);Object.assign(l.path,{routes:o,at:Math.min(Math.
max(n,0),Math.max(o.length-1,0))}),(l.view==="map"||N&&l.view==="layers")&&De("network"),Z({type:"path",id:"path"},{bring:!!(e&&
t)})}function Wl(){let{from:e,to:t,at:n}=l.path,o=s=>s!==null&&!V(g(s));if(o(e)||o(t)){Z(null);return}let r=Ks(e,t);Object.
assign(l.path,{routes:r,at:Math.min(n,Math.max(r.length-1,0))}),Z(l.selected,{bring:!1})}function Gn(e){let{from:t,to:n}=l.
path;if(!Le()||!(e||D()))Z(e);else{if(e?.type!=="node"||lt().includes(e.id))return;t?Ce(t,e.id):Ce(e.id,n)}}function De(e){
if(e===l.view||!Dn().includes(e)||!P)return;l.selected?.type==="arc"&&Z(null);let t=Vs();l.before=null,l.view=e,M.dataset.
view=e,U("view"),ce();let{selected:n}=l;(n?.type==="node"||n?.type==="edge")&&Us(n),le({animate:!1}),l.selected?.type===
"node"&&v.map&&Z(l.selected,{bring:!1}),l.selected&&Ut(dt(l.selected),{animate:!1,refit:!0}),zt.matches||js(t),U("settle\
d")}function Us({type:e,id:t}){if(!N||l.view==="map")return;let[n,o]=e==="edge"?[A(t).from,A(t).to]:[t,t],r=J.get(n)?.community;
r===void 0||r!==g(o).community||r===l.opened||Mo()?.has(n)||qs(r)}function qs(e){qo(e),l.pointed=null,l.before=null,e===
null&&l.view==="layers"&&De("network"),ce(),U("view"),le({animate:!1})}function qo(e){l.opened=e,M.dataset.opened=String(
e??"")}function Vn(e){l.selected&&!Le()&&Z(null),l.view==="map"&&De("network"),Yt(null),qs(e),U("changed")}var _l={dot:()=>W("circle",{cx:11,cy:9,r:6.5}),small:()=>W("circle",{cx:11,cy:9,r:4.5}),square:()=>W("rect",{x:5,y:3,width:12,
height:12}),diamond:()=>W("path",{d:"M11 1.5 18.5 9 11 16.5 3.5 9Z"}),triangle:()=>W("path",{d:"M11 2 18 15H4Z"}),triangleDown:()=>W(
"path",{d:"M11 16 4 3H18Z"}),hexagon:()=>W("path",{d:"M7 2.5H15L19 9 15 15.5H7L3 9Z"}),star:()=>W("path",{d:"M11 1 13.3 \
6.4 19 6.9 14.7 10.7 16 16.4 11 13.4 6 16.4 7.3 10.7 3 6.9 8.7 6.4Z"})},Yo=(...e)=>W("svg",{class:"icon",viewBox:"0 0 22\
 18","aria-hidden":"true"},...e),Ys=[];function At(e,t=!1){let{shape:n}=ne.get(e),r=Yo(_l[n==="dot"&&e!=="Country"?"smal\
l":n]());return Ys.push({element:r,kind:e,planned:t}),Zs({element:r,kind:e,planned:t}),r}function Zs({element:e,kind:t,planned:n}){
let o=Y(t);e.setAttribute("fill",n?"none":o),e.setAttribute("stroke",o),e.setAttribute("stroke-width",n?"1.8":"1"),n&&e.
setAttribute("stroke-dasharray","3 2")}var Xs=()=>Ys.forEach(Zs);function Zo(e){return Yo(W("path",{...{d:"M1 9H17",stroke:"\
currentColor","stroke-width":1.6},"stroke-dasharray":e?"4 3":"none",fill:"none",opacity:.75}),W("path",{d:"M15.5 6 21 9 \
15.5 12Z",fill:"currentColor",opacity:.75}))}var Js=()=>Yo(W("circle",{cx:11,cy:9,r:7,fill:"currentColor"}),W("path",{d:"\
M11 5V10M11 12V13.4",stroke:"var(--card)","stroke-width":2}));function Pt(e){let t=$t(e);return t?m("img",{class:"icon f\
lag",src:t,alt:"",width:16,height:16}):At(e.kind,e.planned)}var Ae=(...e)=>m("span",{class:"tag"},...e),jn=e=>m("span",{class:"tag dashed"},e),Xt=()=>m("span",{class:"tag marked"},
"contested"),Jt=e=>y(e,"span",{class:"tag"});function zn(e,t){return m("div",{class:"tags"},t,e.planned&&jn("planned"),e.
status&&e.status!=="planned"?Jt(e.status):null,e.inferred&&jn("inferred"),e.contested&&Xt())}var Pe=(...e)=>m("ul",{class:"\
links"},...e),ye=e=>$({class:"plain"},()=>pe({type:"node",id:e.id}),Pt(e),y(e.label));function Wn(e,t,n){let o=`${z(g(e).
label)} ${t} ${z(g(n).label)}`;return m("div",{class:"ends"},y(o,"h2",{class:"visually-hidden"}),ye(g(e)),y(t,"span",{class:"\
verb"}),ye(g(n)))}function gt(e){let t=v.sources[e];if(!t)return[xe(e,e)];let n=I([t.publisher,t.issued]);return[xe(t.title??
e,t.url),n?y(` \xB7 ${n}`):""]}function It(e){let{source:t,paragraph:n,sentence:o,start:r,end:s,gist:i,url:a}=v.passages[e],
c=r!==null&&s!==null&&`characters ${r}\u2013${s}`,d=I([n&&`paragraph ${n}`,o&&`sentence ${o}`,c],", "),p=m("p",{class:"f\
rom"},...gt(t));return d&&p.append(" \xB7 ",d),a&&a!==v.sources[t]?.url&&p.append(" \xB7 ",xe(an(a)?"open":a,a)),m("div",
{class:"passage"},i?y(i,"p"):"",p)}function _n(e,t){t.length&&e.append(Q(t.length===1?"Passage":`Passages (${t.length})`),
...t.map(It))}function Re(e){document.getElementById(e)?.focus()}function tt(e){let t=[e.from,e.to].map(g).find(wo);return it(e)||e.when||(t?it(t):"")}function nt(e){let t=J.get(e.through??
"")?.label??e.label;return e.how?`${e.how} ${z(t)}`:e.label}function Kn(e,t){return e.how?nt(e):e.from===t?`${e.label} \u2192`:
`\u2190 ${e.label}`}function Un(){let{id:e,steps:t}=l.centred;return`${z(g(e).label)} and what is ${t===1?"one step":"tw\
o steps"} away`}var qn=()=>Dr(l.days);var Qt=()=>f("dialog");function Ft(e,...t){f("dialog-title").textContent=e,f("dialog-body").replaceChildren(...t),Qt().showModal()}
var Qs=()=>Qt().open,en=()=>Qt().close();function ei(){f("close").addEventListener("click",en),Qt().addEventListener("cl\
ick",e=>{e.target===Qt()&&en()})}var Xo=3e3;function ti(){let e=N&&!D()&&l.view!=="map"?Xe():se(),t=s=>[s.from,s.to].map(
i=>g(i).label).join(`
`),n=e.slice(0,Xo).sort((s,i)=>t(s).localeCompare(t(i))),o=["From","Relation","To","When","Signs"].map(s=>m("th",{scope:"\
col"},s)),r=N?[]:re().filter(s=>!K(s.id).some(B));Ft("What is shown",Kl(e.length),m("table",{},m("thead",{},m("tr",{},...o)),
m("tbody",{},...n.map(Ul))),r.length?m("ul",{"aria-label":"Things without a shown relation"},...r.map(({id:s})=>m("li",{},
...Jo(s)))):"")}function Kl(e){let t=se().length;if(e<=Xo&&e>=t)return"";let n=e<t?"the relations of what is drawn":"ope\
n a community to list its relations",o=`${Math.min(e,Xo).toLocaleString("en")} of ${S(t,"relation","relations")}`;return m(
"p",{class:"group"},`${o}: ${n}. Save exports all of them as CSV.`)}function ni(e,t){return $({class:"plain",dir:"auto"},
()=>{en(),pe(e)},t)}function Jo(e){let{label:t,subtitle:n}=g(e);return[ni({type:"node",id:e},t),n?y(n,"div",{class:"subt\
itle"}):null]}function Ul(e){let t=I([e.inferred&&"inferred",e.contested&&"contested"],", ");return m("tr",{},m("td",{},
...Jo(e.from)),m("td",{class:"relation"},ni({type:"edge",id:e.id},nt(e))),m("td",{},...Jo(e.to)),y(tt(e),"td",{class:"da\
te"}),y(t,"td",{class:"signs"}))}var ql=({licence:e})=>e?[y(" \xB7 licence: "),xe(e,e)]:[];function oi(){let e=Object.entries(
v.sources);Ft("Sources and licence",m("p",{},I([v.version&&`Data version ${v.version}`,v.licence])),m("ol",{},...e.map(([
t,n])=>m("li",{},...gt(t),...ql(n)))),...v.licences.map(([t,n])=>m("details",{class:"licence"},m("summary",{},t),m("pre",
{},n))))}function ri(){let e=Object.entries(v.sources).map(([t,{title:n}])=>z(n??t));f("version").textContent=v.version?
`Data ${v.version}`:"",f("licence").textContent=v.licence??"",f("credits").textContent=e.length?`Sources: ${e.join("; ")}`:
"",f("sources").textContent=e.length?S(e.length,"source","sources"):"About"}var Yn=e=>e.replace(/[\p{Cf}'"`´.\u02b0-\u02ff\u2018-\u201f\u2032\u2033]/gu,"").normalize("NFKD").replace(/\p{M}/gu,"").
toLowerCase().replace(/[\p{P}\p{Z}\s\u2212]+/gu," ").trim();function si(e){return e.map(t=>{let o=[...new Set([t.label,...Object.
values(t.labels),...t.names])].map(s=>({name:s,folded:Yn(s)})),r=[t.code,t.curie].filter(s=>s!==null&&s!=="").map(s=>Yn(
s));return{node:t,names:o,codes:r,all:[...o.map(({folded:s})=>s),...r,Yn(t.subtitle??"")].join(" ")}})}function ii(e,t){
let n=Yn(t);if(!n)return[];let o=n.split(" "),r=e.map(i=>Zl(i,n,o)).filter(i=>i!==null);return(r.length?r:e.filter(i=>Xl(
i,o)).map(({node:i})=>({node:i,rank:0,otherName:null}))).sort(Yl).slice(0,9)}var Yl=(e,t)=>e.rank-t.rank||+!!e.otherName-
+!!t.otherName||t.node.size-e.node.size||(e.node.label<t.node.label?-1:1);function Zl({node:e,names:t,codes:n,all:o},r,s){
if(!s.every(d=>o.includes(d)))return null;let i=d=>d===r?0:d.startsWith(r)?1:s.every(p=>` ${d}`.includes(` ${p}`))?2:s.every(
p=>d.includes(p))?3:4;if(n.includes(r))return{node:e,rank:0,otherName:null};let a=t.map(d=>i(d.folded)),c=Math.min(...a);
return{node:e,rank:c,otherName:c<4&&a[0]===4?t[a.indexOf(c)].name:null}}function Xl({names:e,all:t},n){let o=r=>e.some(({
folded:s})=>s.split(" ").some(i=>Jl(r,i)));return n.every(r=>t.includes(r)||r.length>=5&&o(r))}function Jl(e,t){let n=0;
for(;n<e.length&&e[n]===t[n];)n+=1;return[[1,1],[1,0],[0,1]].some(([r,s])=>t.slice(n+s).startsWith(e.slice(n+r)))}var ai=null;function tn(e){return ai??=si(L),ii(ai,e)}var ot=0;function ci(){let e=X("search");e.addEventListener("input",()=>{ot=0,li()}),e.addEventListener("focus",()=>e.select()),
e.addEventListener("blur",Zn),e.addEventListener("keydown",t=>{let n=tn(e.value);t.key==="Enter"&&n.length?di(n[Math.min(
ot,n.length-1)]):(t.key==="ArrowDown"||t.key==="ArrowUp")&&(ot=(ot+(t.key==="ArrowDown"?1:-1)+n.length)%Math.max(n.length,
1),li(),t.preventDefault())})}function li(){let e=X("search"),t=tn(e.value);ot=Math.min(ot,Math.max(t.length-1,0));let n=e.
value.trim()!=="",o={class:"none",role:"option","aria-disabled":"true","aria-selected":"false"};f("matches").replaceChildren(
...t.map(Ql)),n&&!t.length&&f("matches").append(m("li",o,"No match")),f("matches").hidden=!n,e.setAttribute("aria-expand\
ed",String(n)),t.length?e.setAttribute("aria-activedescendant",`match-${ot}`):e.removeAttribute("aria-activedescendant")}
function Ql(e,t){let{node:n,otherName:o}=e,r=o===null?null:y(o,"span",{class:"other-name"}),s=m("span",{class:"name"},y(
n.label),r&&" ",r),i={role:"option",id:`match-${t}`,"aria-selected":String(t===ot)};return Ve(m("li",i,Pt(n),s),{mousedown:a=>{
a.preventDefault(),di(e)}})}function Zn(){f("matches").hidden=!0,f("search").setAttribute("aria-expanded","false"),f("se\
arch").removeAttribute("aria-activedescendant")}function di({node:e}){X("search").value=e.label,Zn(),pe({type:"node",id:e.
id})}function Ge(e,t){let n=new Map;for(let o of e)n.set(t(o),(n.get(t(o))??0)+1);return n}function Qo(e,t){return{inferred:t.
filter(n=>n.inferred).length,planned:e.filter(n=>n.planned).length,contested:[...e,...t].filter(n=>n.contested).length}}
function Xn(e,t){return{kinds:Ge(e,n=>n.kind),relations:Ge(t,n=>n.relation),...Qo(e,t)}}var mi=(e,t)=>e===t?"":`${e} of `;var er={at:{title:"Held on",none:"any day"},known:{title:"Known by",none:"today"}},pi=Object.keys(er),ec={ArrowRight:!0,
ArrowUp:!0,ArrowLeft:!1,ArrowDown:!1};function fi(){l.span=v.timed?Nr(v):null;let{span:e}=l;if(f("time-open").hidden=!e,
!e)return;let[t,n]=[st(e.first).slice(0,4),st(e.last).slice(0,4)];f("time").append(m("div",{class:"slider"},m("span",{class:"\
title"},"Events"),nc(e),m("span",{class:"years"},`${t} \u2013 ${n}`)),...pi.map(o=>tc(o,e)),m("p",{id:"time-says",role:"\
status"})),f("time-open").addEventListener("click",()=>tr(!!f("time").hidden)),Jn()}function tr(e){f("time").hidden=!e,Jn(),
le(),e&&Re("at-range")}function tc(e,t){let{title:n,none:o}=er[e],r=m("input",{id:`${e}-range`,type:"range",min:t.first,
max:t.last,step:1,"aria-label":`${n} (day)`}),s=m("input",{id:`${e}-day`,type:"date","aria-label":`${n}: date`});r.addEventListener(
"input",()=>Zt(e,st(Number(r.value)))),r.addEventListener("keydown",a=>{let c=ec[a.key];c!==void 0&&(Zt(e,Cr(t,e,l.days[e],
c)),a.preventDefault())}),s.addEventListener("change",()=>Zt(e,Ze(s.value)));let i=()=>{Zt(e,null),Re(`${e}-range`)};return m(
"div",{class:"slider"},m("span",{class:"title"},n),r,m("span",{class:"none",id:`${e}-none`},o),s,$({class:"plain why",id:`${e}\
-any`,"aria-label":`${n}: ${o}`},i,o))}function nc(e){let t=[...Ge(yo(L),a=>a.slice(0,4))].sort(),n=Math.max(1,...t.map(
([,a])=>a)),o=e.last-e.first,r=t.map(([a,c])=>{let p={x:((yt(`${a}-01-01`)-e.first)/o*1e3).toFixed(1),width:Math.max(365/
o*1e3-3,2).toFixed(1),y:(40-38*c/n).toFixed(1),height:(38*c/n).toFixed(1)},u=W("rect",p,W("title",{},`${a}: ${S(c,"event",
"events")}`));return u.dataset.year=a,u}),i={id:"events",viewBox:"0 0 1000 40",preserveAspectRatio:"none",role:"img","ar\
ia-label":`Events by year: ${t.map(([a,c])=>`${a} ${c}`).join(", ")}`};return W("svg",i,...r)}function Jn(){let{days:e,span:t}=l;
if(!t)return;for(let r of pi){let s=e[r];M.dataset[r]=s??"",X(`${r}-range`).value=String(s?yt(s):t.last),X(`${r}-range`).
setAttribute("aria-valuetext",s??er[r].none),X(`${r}-day`).value=s??"",f(`${r}-any`).hidden=!s,f(`${r}-none`).hidden=!!s}
for(let r of f("events").querySelectorAll("rect"))r.setAttribute("class",e.at&&r.dataset.year>e.at.slice(0,4)?"later":"");
f("time-says").textContent=Ar(e);let n=!!(e.at||e.known),o=$({class:"plain",id:"all-days"},oc,"All days");f("day-line").
hidden=!n,f("day-line").replaceChildren(...n?[`Only ${qn()}.`," ",o]:[]),f("time-open").setAttribute("aria-expanded",String(
!f("time").hidden)),f("time-open").classList.toggle("active",n)}function oc(){let e=he(f("day-line"));ut(Hn),ce(),e&&ze().
focus()}var gi=()=>[{key:"/",does:"Search",act:()=>f("search").focus()},{key:"f",does:"Fit the drawing into the window",act:()=>le()},
{key:"+",does:"Zoom in",act:()=>Ct(1.3)},{key:"-",does:"Zoom out",act:()=>Ct(1/1.3)},...Qe.map((e,t)=>({key:String(t+1),
does:`Show the view ${f(`view-${e}`).textContent}`,act:()=>De(e)}))],rc=[{key:"Tab",does:"Go to the next control; the fi\
rst one, Go to the graph, skips the filters"},{key:"Arrow keys",does:"In the graph: go to the next thing in that directi\
on"},{key:"Shift + arrow keys",does:"In the graph: follow a relation in that direction"},{key:"Enter",does:"In the graph\
: open the details of the current thing"},{key:"Esc",does:"Close what is open, and go back"}];function hi(e){if(!(e.ctrlKey||
e.metaKey||e.altKey||Qs())){if(e.key==="Escape")ic();else if(l.singleKeys&&!sc(e.target)){let t=gi().find(({key:n})=>n===
e.key);if(!t)return;e.preventDefault(),t.act()}}}var sc=e=>e instanceof Element&&e.closest("input:not([type=checkbox]), \
textarea, select")!==null;function ic(){let e=f("filters");H.matches&&e.open?ui(e,()=>{e.open=!1},e.querySelector("summa\
ry")):he(f("time"))?ui(f("time"),()=>tr(!1),f("time-open")):(X("search").value&&(X("search").value="",Zn()),Rn())}function ui(e,t,n){
let o=he(e);t(),o&&n.focus()}function nr(e){l.singleKeys=e,f("find").querySelector("kbd").hidden=!e}function bi(){let e=({
key:o,does:r})=>m("tr",{},m("th",{scope:"row"},m("kbd",{},o)),y(r,"td")),t=gi(),n=m("input",{type:"checkbox",id:"single-\
keys"});Ve(n,{change:()=>{nr(n.checked),U("changed")}}),n.checked=l.singleKeys,Ft("Keyboard shortcuts",m("table",{class:"\
keys"},m("tbody",{},...rc.map(e),...t.map(e))),m("label",{class:"row"},n,`Use single-key shortcuts (${t.map(({key:o})=>o).
join(" ")}) outside text fields`))}var or=()=>Ge(L.flatMap(e=>Object.keys(e.labels)),e=>e),wi=()=>or().size<2?[]:[...or().keys()].filter(e=>e!=="en").sort(),
yi=()=>new Set(wi());function xi(){let e=or();if(e.size<2)return;let t=wi().map(o=>m("option",{value:o,lang:o},`${z(ac(o))}\
 (${e.get(o)})`)),n=m("select",{id:"language"},m("option",{value:""},"English"),...t);Ve(n,{change:()=>Ei(n.value)}),f("\
language-row").append(n),f("language-row").hidden=!1}function ac(e){try{return new Intl.DisplayNames([e],{type:"language"}).
of(e)??e}catch{return e}}function vi(e){let t=document.getElementById("language");t&&(t.value=e),e!==l.language&&Ei(e)}function Ei(e){
l.language=e,M.dataset.language=e;for(let t of L)t.label=t.labels[e]??t.defaultLabel;l.selected&&Z(l.selected,{bring:!1}),
U("language"),me()}function Bt(){let e=Dn();f("views").hidden=e.length<2&&!N;for(let t of Qe){let n=ln(`view-${t}`),o=N&&t==="layers";n.hidden=
!e.includes(t)&&!o,n.disabled=!e.includes(t),o&&(n.title=`One column for each class${n.disabled?`: ${lc()}`:" (2)"}`),n.
setAttribute("aria-pressed",String(t===l.view))}}function lc(){return l.opened===null?"open a community first":`all thin\
gs of this community are in one column, ${v.columns[Io()[0]]}`}function Si(){for(let e of Qe)f(`view-${e}`).addEventListener(
"click",()=>De(e))}var Qn=!1,eo="";function cc(){let{selected:e,path:t}=l;return e?e.type==="row"?{type:"row",row:Number(e.id)}:e.type!=="p\
ath"?{type:e.type,id:e.id}:t.from?{type:"path",from:t.from,to:t.to,at:t.at}:null:null}function dc(){let e=X("search").value.
trim(),{selected:t}=l;return t?.type==="node"&&e===g(t.id).label?"":e}function mc(){let e=l.view==="map"&&l.strength!==l.
strengthAtFirst;return{view:l.view,selected:cc(),search:dc(),hiddenKinds:[...l.hiddenKinds],hiddenRelations:[...l.hiddenRelations],
inferredHidden:l.inferredHidden,thinned:l.thinned,strength:e?l.strength:null,language:l.language,singleKeys:l.singleKeys,
opened:l.opened===null?null:T[l.opened].hubs[0],centred:l.centred,at:l.days.at,known:l.days.known,eye:l.movedByHand&&P?{
...P.getViewPosition(),scale:P.getScale()}:null}}function Ht(){if(!Qn)return;let e=ss(mc(),A).toString();if(M.dataset.state=
e,e!==eo){eo=e;try{history.replaceState(null,"",`${location.pathname}${location.search}${e?`#${e}`:""}`)}catch{}}}var Mi=()=>`${location.
href.split("#")[0]}${eo?`#${eo}`:""}`;function ki(e){Qn=!1;let t=is(e,{hasNode:r=>J.has(r),edges:_,kinds:new Set(ne.keys()),
relations:new Set(_.map(r=>r.relation)),languages:yi(),rows:v.answer?.rows.length??0});pc(t),fc(t),X("search").value=t.search,
uc(t.selected);let{selected:n}=l;n?.type==="node"&&!t.search&&(X("search").value=g(n.id).label),n&&Ut(dt(n),{animate:!1,
refit:!0});let{eye:o}=t;l.movedByHand=o!==null,o&&E().moveTo({position:{x:o.x,y:o.y},scale:o.scale,animation:!1}),Qn=!0,
Ht()}function pc(e){fn(e.hiddenKinds,e.hiddenRelations),l.inferredHidden=e.inferredHidden,l.thinned=e.thinned,nr(e.singleKeys),
l.strength=e.strength??l.strengthAtFirst,ut({at:e.at,known:e.known}),Yt(e.centred),vi(e.language)}function fc({opened:e,
view:t}){l.selected&&Z(null),l.before=null,qo(N&&e!==null?g(e).community??null:null),ce(),Bt(),t&&De(t),ce(),le({animate:!1})}
function uc(e){e?.type==="path"?Ce(e.from,e.to,e.at):e?.type==="row"?Z({type:"row",id:String(e.row)}):e?.type==="arc"?l.
view==="map"&&F.has(e.id)&&Z({type:"arc",id:e.id}):e&&Z({type:e.type,id:e.id})}function Li(){let e=()=>{l.movedByHand=!0,
Ht()};te("changed",Ht),E().on("zoom",e),E().on("animationFinished",Ht),E().on("dragEnd",({nodes:t})=>{t.length||e()}),f(
"search").addEventListener("input",Ht),addEventListener("hashchange",()=>ki(location.hash)),location.hash.length>1&&ki(location.
hash),Qn=!0,Ht()}async function gc(e,t){try{await navigator.clipboard.writeText(Mi()),e.textContent="Copied."}catch{t.focus(),
t.select(),e.textContent=document.execCommand("copy")?"Copied.":"Press Ctrl+C to copy it."}}function Ti(){if(location.protocol===
"about:")return m("p",{class:"group"},"Links work only if the page is a file: write the page to a file first.");let e=m(
"input",{id:"link",type:"text",readonly:!0,"aria-label":"Link to this view",dir:"ltr"});e.value=Mi();let t=m("span",{role:"\
status",id:"copied"}),n=$({class:"action",id:"copy"},()=>{gc(t,e)},"Copy link");return m("div",{class:"link-row"},e,n,t)}var to=e=>v.answer.columns.map((t,n)=>[t,e.cells[n]??""]).filter(([,t])=>t);var rr=300;function $i(){let{answer:e}=v,t=f("answer");if(t.hidden=!e,!e)return;let{rows:n}=e,o=r=>t.append(m("p",{class:"\
group"},r));t.open=!H.matches,t.append(m("summary",{},"Answer ",m("span",{class:"count"},S(n.length,"row","rows"))),m("o\
l",{},...n.slice(0,rr).map(hc))),n.length||o("No rows: the graph contains no answer."),n.length>rr&&o(`The first ${rr} r\
ows; kg ask lists all of them.`)}function hc(e,t){let n=to(e).flatMap(([r,s],i)=>[y(r,"span",{class:"column"})," ",y(s,i?
"span":"strong",{class:"cell"})," "]),o=()=>pe({type:"row",id:String(t)});return m("li",{},$({class:"plain",id:`row-${t}`},
o,...n))}function Oi(){let{selected:e}=l;for(let t of f("answer").querySelectorAll("button"))t.setAttribute("aria-curren\
t",String(e?.type==="row"&&t.id===`row-${e.id}`))}function nn(){if(!N)return;let e=document.getElementById("communities")??bc(),t=he(e),n=l.view==="map";f("back").hidden=
D()||n||!Te.list.length,e.replaceChildren(...n||l.opened===null?wc(n):yc(l.opened)),t&&!he(e)&&no()}var no=()=>f("commun\
ities").querySelector("summary").focus();function bc(){let e=m("details",{id:"communities",open:!H.matches});H.matches?f(
"find").before(e):f("answer").after(e);let t=()=>{Vn(null),no()};return f("views").before($({id:"back",title:"Back to al\
l communities"},t,"\u2190 All")),e}function Ni({at:e,count:t},n,o){let r=()=>{Vn(e),no()},s=y(pn(e),"strong");return m("\
li",{},$({class:"plain","data-group":e},r,s,y(S(t,n,o))))}function wc(e){let{members:t}=Ee(),{opened:n}=l,o=e?"The map s\
hows the whole graph. A community opens in the network view.":"The graph is too large to draw at once: open a community,\
 or search. The things of a community have more relations with each other than with the rest.",r=()=>{De("network"),no()};
return[m("summary",{},"Communities ",m("span",{class:"count"},String(T.length))),m("p",{class:"group"},o),e&&n!==null?$(
{class:"plain back"},r,y(`\u2190 Back to ${pn(n)}`)):"",m("ol",{},...T.map((s,i)=>Ni({at:i,count:t[i]},"thing","things")))]}
function yc(e){let{members:t,within:n,neighbours:o}=Ee(),r=o[e],s=r.reduce((d,{count:p})=>d+p,0),i=`${S(t[e],"thing","th\
ings")} with ${S(n[e],"relation","relations")} among them.`,c=`${S(s,"relation leads","relations lead")} to ${S(r.length,
"other community","other communities")}:`;return[m("summary",{},y(pn(e))),m("p",{class:"group"},`${i} ${s?c:"No relation\
 leads to another community."}`),m("ol",{},...r.map(d=>Ni(d,"relation","relations")))]}function Ci(e){if(!N)return;let t=E();
t.on("click",({pointer:o})=>{let r=D()?vo(T,o.canvas):null;r!==null&&Vn(r)});let n=o=>{o!==l.pointed&&(l.pointed=o,f("ca\
nvas").classList.toggle("over",o!==null),t.redraw())};e.addEventListener("mousemove",({offsetX:o,offsetY:r})=>{n(D()?vo(
T,t.DOMtoCanvas({x:o,y:r})):null)}),e.addEventListener("mouseleave",()=>n(null))}var sr=[],Ai=[],ir=()=>{for(let e of sr)e()},Pi=e=>{for(let t of Ai)t(e)};function oo(e,t){let n=m("span",{class:"part"});
return Ai.push(o=>{let r=mi(t(o),e);n.textContent!==r&&(n.textContent=r)}),m("span",{class:"count"},n,String(e))}var Ii=e=>y(
e,"span",{class:"name"});function Fi(e,t,n,o,r,s){let i=m("input",{type:"checkbox",checked:!0}),a=m("label",{class:"row"},
i,t,Ii(n),o);return i.addEventListener("change",()=>{s(i.checked),ce()}),sr.push(()=>{i.checked=r(),a.classList.toggle("\
off",!r())}),e.append(a),i}function Di(e,t,n,o){for(let{key:i,name:a,figure:c,whole:d}of o){let p=oo(d,h=>t.has(i)?d:h[n].
get(i)??0),u=h=>h?t.delete(i):t.add(i);Fi(e,c,a,p,()=>!t.has(i),u).dataset.key=i}let r=e.firstElementChild,s=$({class:"a\
ll"},()=>{let i=t.size===0;if(t.clear(),i)for(let{key:a}of o)t.add(a);ce()});sr.push(()=>{s.textContent=t.size?"all":"no\
ne",s.setAttribute("aria-label",`${r.textContent}: ${s.textContent}`)}),r.after(s)}function Bi(){let e=Xn(L,_),t=[...ne.
keys()].map(n=>({key:n,name:ge(n),figure:At(n),whole:e.kinds.get(n)??0}));Di(f("kinds"),l.hiddenKinds,"kinds",t),Di(f("r\
elations"),l.hiddenRelations,"relations",xc()),f("relations").hidden=!_.length,vc()}function xc(){let e=new Map(_.map(n=>[
n.relation,n.via?ge(n.relation.replace(/^.*:/,"")):n.label])),t=new Set(_.filter(n=>!n.inferred).map(n=>n.relation));return[
...Ge(_,n=>n.relation)].map(([n,o])=>({key:n,name:e.get(n),figure:Zo(!t.has(n)),whole:o})).sort((n,o)=>o.whole-n.whole||
(n.name<o.name?-1:1))}function vc(){let{inferred:e,planned:t,contested:n}=Qo(L,_),o=f("signs"),r=(i,a,c)=>o.append(m("di\
v",{class:"row sign"},i,Ii(a),c));if(e){let i=oo(e,c=>l.inferredHidden?e:c.inferred),a=c=>{l.inferredHidden=!c};Fi(o,Zo(
!0),"Inferred, with a proof",i,()=>!l.inferredHidden,a).id="inferred"}let s=L.find(i=>i.planned);s&&r(At(s.kind,!0),"Pla\
nned",oo(t,i=>i.planned)),n&&r(Js(),"Contested",oo(n,i=>i.contested)),o.hidden=!(e||t||n)}function ro(){let[e,t]=[re(),se()];Pi(Xn(e,t)),M.dataset.nodes=String(e.length),M.dataset.edges=String(t.length);let o=`${l.
view==="map"?`${ae().length} on the map; `:""}${S(e.length,"thing","things")}, ${S(t.length,"relation","relations")}`,r=m(
"span",{"aria-hidden":"true"},`${e.length} \xB7 ${t.length}`);f("shown").replaceChildren(...H.matches?[r,m("span",{class:"\
visually-hidden"},o)]:[o]),f("empty").hidden=e.length>0,L.length&&!e.length&&Ec()}function Ec(){let e=[...l.hiddenKinds].
map(ge),t=e.length&&`without the ${e.length>1?"classes":"class"} ${e.join(", ")}`,n=e.length===ne.size?"all classes are \
switched off":t,o=qn(),r=[n,l.centred&&`only ${Un()}`,o&&`only ${o}`],s=()=>{Ws(),ze().focus()};f("empty").replaceChildren(
y(`There is nothing to show: ${I(r,"; ")}.`,"p"),$({class:"action",id:"reset"},s,"Show everything"))}function Hi(){let{centred:e}=l,t=f("neighbourhood");if(t.hidden=!e,!e){t.replaceChildren();return}let n=e.steps===1?2:1;
t.replaceChildren(y(`Only ${Un()}.`)," ",$({class:"plain"},()=>Dt(e.id,n),n===1?"One step":"Two steps"),$({class:"plain",
id:"neighbourhood-all"},()=>Dt(null),"Show everything"))}function on(){D()?Mc():l.view==="map"?kc():Sc()}function Sc(){let[e,t]=[f("note-text"),ln("all-lines")],n=Xe().length,{drawn:o,
thick:r}=de(),s=n>v.crowd;f("strength").hidden=!0,t.hidden=!s,t.textContent=l.thinned?"Draw all":"Thin out",e.textContent=
$n(o.size,n),e.title=l.thinned&&s?"Each relation that is left out joins things that at most three drawn relations join. \
Point at a thing to see all its relations.":"",f("note").hidden=!s&&!r.size,M.dataset.drawn=String(o.size)}function kc(){
let[e,t,n]=[gn(),l.strength??1,X("strength")];n.hidden=e<2,f("all-lines").hidden=!0,n.max=String(e),n.value=String(Math.
min(t,e)),n.setAttribute("aria-valuetext",`at least ${S(t,"link","links")}`);let o=[...F.values()].filter(hn).length,r=t>
1?` with ${t} or more links`:"";f("note-text").textContent=`Arcs${r}: ${o} of ${F.size}`,f("note").hidden=!F.size,M.dataset.
arcs=String(o),M.dataset.drawn="0"}function Mc(){let{pairs:e,strong:t}=Ee(),n=`${t.length} of ${e} lines between them: p\
oint at a community to see all its lines`,o=S(e,"line between them","lines between them"),r=f("note-text");r.textContent=
`${S(T.length,"community","communities")}; ${t.length<e?n:o}`,r.title="Click a bubble to open it. A wider line stands fo\
r more relations.",f("note-names").textContent="",f("all-lines").hidden=!0,f("strength").hidden=!0,f("note").hidden=!1,M.
dataset.drawn="0"}function Ri(){f("all-lines").addEventListener("click",()=>{l.thinned=!l.thinned,ce()}),f("strength").addEventListener(
"input",()=>{l.strength=Number(X("strength").value),me(),on()})}function Gi(e,t,n,o){let s=[...new Set([...t,...n].flatMap(a=>Rt(e,a)))].sort().map(a=>({iri:a,...e.sources[a]})),i={title:e.
title,data_version:e.version??"",licence:e.licence??"",shown:Lc(e,o),sources:s};return{data:e,nodes:t,edges:n,about:i}}function Rt(e,t){
let n="sources"in t?t.sources:[];return[...new Set([...n,...t.passages.map(o=>e.passages[o].source)])].sort()}var ht=({iri:e,
title:t,publisher:n,issued:o,url:r,licence:s})=>I([t??e,n,o,r,s&&`licence: ${s}`],", "),Vi=({data_version:e,licence:t,shown:n,
sources:o})=>[`Data version: ${e}`,`Licence: ${t}`,`Shown: ${n}`,"Sources:",...o.map(ht)];function Lc(e,{hiddenKinds:t,hiddenRelations:n,
inferredHidden:o,centred:r,days:s}){let i=[...t].map(ge),a=e.edges.filter(p=>n.has(p.relation)).map(p=>p.label),c=[...new Set(
a)],d=r?.steps===1?"one step":"two steps";return I([i.length&&`without the classes ${i.join(", ")}`,c.length&&`without t\
he relations ${c.join(", ")}`,o&&"without what is inferred",r&&`only ${r.label} and what is ${d} away`,s.at&&`what held \
on ${s.at}`,s.known&&`known by ${s.known}`],"; ")||"all"}var We=["label","kind","curie","subtitle","note","start","end","status","contested","sources"],_e=["relation","label","t\
hrough","how","start","end","inferred","contested","sources"],ji=(e,t)=>e[t]??null,ar=(e,t,n)=>n==="sources"?Rt(e,t).join(
" "):ji(t,n),zi=(e,t,n)=>n==="sources"?Rt(e,t):ji(t,n),so=(e,t,n)=>n.map(o=>[o,ar(e,t,o)]).filter(([,o])=>o!==null&&o!==
""),rn=e=>e==="inferred"||e==="contested"?"boolean":"string";var Tc=/(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/gu,$c=/^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|INF)$/i,
Oc=/^[\s\p{Cc}\p{Cf}\p{Z}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;function Nc(e){let t=e===null?"":String(e),n=t.replace(Tc,""),
r=Oc.test(n)&&!$c.test(n)||/^[\t\r\n]/.test(t)?`'${n}`:n;return/[",\r\n]/.test(r)?`"${r.replaceAll('"','""')}"`:r}function Wi({
data:e,about:t},n,o,r){let s=c=>Rt(e,c).map(d=>ht({iri:d,...e.sources[d]})).join("; "),i=[...o,...r.map(c=>[c,d=>ar(e,d,
c)]),["source_titles",s],["graph",()=>t.title],["data_version",()=>t.data_version],["licence",()=>t.licence]],a=n.map(c=>i.
map(([,d])=>d(c)));return`\uFEFF${[i.map(([c])=>c),...a].map(c=>`${c.map(Nc).join(",")}\r
`).join("")}`}var _i=e=>Wi(e,e.nodes,[["id",({id:t})=>t]],We);function Ki(e,t){let n=[["from",o=>o.from],["to",o=>o.to],
["from_label",o=>t(o.from)],["to_label",o=>t(o.to)]];return Wi(e,e.edges,n,_e)}var G=(e,t={},...n)=>({tag:e,attributes:t,children:n}),Ui={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","	":"&#x9;","\n":"\
&#xa;","\r":"&#xd;"},Cc=e=>Ye(e).replace(/[&<>\r]/g,t=>Ui[t]),Dc=e=>Ye(e).replace(/[&<>"\t\n\r]/g,t=>Ui[t]);function qi({
tag:e,attributes:t,children:n}){let o=Object.entries(t).map(([s,i])=>` ${s}="${Dc(i)}"`),r=n.map(s=>typeof s=="string"?Cc(
s):qi(s)).join("");return`<${e}${o.join("")}${r?`>${r}</${e}>`:"/>"}`}var io=e=>`<?xml version="1.0" encoding="UTF-8"?>
${qi(e)}
`;var Ac="http://www.gexf.net/1.2draft/viz",Yi=e=>e!=="label",Zi={node:We.filter(Yi),edge:_e.filter(Yi)};function Xi({data:e,
nodes:t,edges:n,about:o},{placeOf:r,nodeColour:s}){let i=u=>G("attributes",{class:u},...Zi[u].map(h=>G("attribute",{id:`${u}\
-${h}`,title:h,type:rn(h)}))),a=(u,h)=>G("attvalues",{},...so(e,h,Zi[u]).map(([w,x])=>G("attvalue",{for:`${u}-${w}`,value:x}))),
c=(u,h)=>G(`viz:${u}`,{"xmlns:viz":Ac,...h}),d=u=>{let[h,w,x]=On(s(u)),{x:k,y:O}=r(u);return G("node",{id:u.id,label:u.label},
a("node",u),c("color",{r:h,g:w,b:x}),c("position",{x:k,y:-O,z:0}),c("size",{value:u.size}))},p=u=>G("edge",{id:u.id,source:u.
from,target:u.to,label:u.label},a("edge",u));return io(G("gexf",{xmlns:"http://www.gexf.net/1.2draft",version:"1.2"},G("\
meta",{},G("creator",{},"kg"),G("description",{},[o.title,...Vi(o)].join(`
`))),G("graph",{defaultedgetype:"directed",mode:"static"},i("node"),i("edge"),G("nodes",{},...t.map(d)),G("edges",{},...n.
map(p)))))}var Ji=["x","y"];function Qi({data:e,nodes:t,edges:n,about:o},r){let{title:s,data_version:i,licence:a,shown:c}=o,d={title:s,
data_version:i,licence:a,shown:c,sources:o.sources.map(ht).join(`
`)},p=(w,x,k,O)=>G("key",{id:`${w}-${k}`,for:x,"attr.name":k,"attr.type":O}),u=(w,x)=>G("data",{key:w},String(x)),h=(w,x,k)=>so(
e,w,k).map(([O,fe])=>u(`${x}-${O}`,fe));return io(G("graphml",{xmlns:"http://graphml.graphdrawing.org/xmlns"},...Object.
keys(d).map(w=>p("g","graph",w,"string")),...We.map(w=>p("n","node",w,rn(w))),...Ji.map(w=>p("n","node",w,"double")),..._e.
map(w=>p("e","edge",w,rn(w))),G("graph",{id:"G",edgedefault:"directed"},...Object.entries(d).map(([w,x])=>u(`g-${w}`,x)),
...t.map(w=>G("node",{id:w.id},...h(w,"n",We),...Ji.map(x=>u(`n-${x}`,r(w)[x])))),...n.map(w=>G("edge",{id:w.id,source:w.
from,target:w.to},...h(w,"e",_e))))))}function ea({data:e,nodes:t,edges:n,about:o}){let r=a=>a.passages.map(c=>e.passages[c]),s=(a,c)=>Object.fromEntries(c.map(
d=>[d,zi(e,a,d)])),i={directed:!0,multigraph:!0,graph:o,nodes:t.map(a=>({id:a.id,...s(a,We),facts:Object.fromEntries(a.facts),
passages:r(a)})),edges:n.map(a=>({source:a.from,target:a.to,key:a.id,...s(a,_e),passages:r(a)}))};return`${JSON.stringify(
i,null,1)}
`}async function ta(e){let t=new Image,n=URL.createObjectURL(new Blob([e],{type:"image/svg+xml"}));try{t.src=n,await t.decode();
let o=document.createElement("canvas"),r=Math.min(2,8e3/Math.max(t.width,t.height));return[o.width,o.height]=[t.width*r,
t.height*r],o.getContext("2d").drawImage(t,0,0,o.width,o.height),await new Promise((s,i)=>{o.toBlob(a=>a?s(a):i(new Error(
"the picture is too large")),"image/png")})}finally{URL.revokeObjectURL(n)}}function R(e,t,...n){let o={};for(let[r,s]of Object.entries(t))s===null||s===!1||(o[r]=typeof s=="number"?+s.toFixed(2):
s);return W(e,o,...n)}var Ie=(e,t)=>R("text",{direction:wt(e)?"rtl":null,...t},Ye(e));function ao(e,t,n,o,r){let s=wr(e,
o);if(!s)return R("circle",{cx:t,cy:n,r:o,...r});let i=s.map(([a,c])=>`${(t+a).toFixed(1)},${(n+c).toFixed(1)}`).join(" ");
return R("polygon",{points:i,...r})}var ie=({x:e,y:t})=>`${e.toFixed(1)} ${t.toFixed(1)}`;function na(e){let t=Pc(e);if(!t)return[];let n=e.color.color,o=Array.isArray(e.dashes)?e.dashes.join(" "):null,r={fill:"\
none",stroke:n,"stroke-width":e.width,"stroke-dasharray":o},s=R("path",{d:t.path,...r});return e.arrows.to.enabled&&t.point?
[s,Fc(e,t.point,n)]:[s]}function Pc({id:e,from:t,to:n,smooth:o}){let[r,s]=[He(e,0),He(e,1)];if(!r||!s)return null;let i=d=>He(
e,d);if(t===n)return Ic(E().getPosition(t),q(J.get(t)));if("type"in o&&o.type==="cubicBezier"){let[d,p]=[i(.3333333333333333),
i(.6666666666666666)],u=O=>[(-5*r[O]+18*d[O]-9*p[O]+2*s[O])/6,(2*r[O]-9*d[O]+18*p[O]-5*s[O])/6],[[h,w],[x,k]]=[u("x"),u(
"y")];return{path:`M${ie(r)}C${ie({x:h,y:x})} ${ie({x:w,y:k})} ${ie(s)}`,point:i}}if(!o.enabled)return{path:`M${ie(r)}L${ie(
s)}`,point:i};let a=i(.5),c={x:2*a.x-(r.x+s.x)/2,y:2*a.y-(r.y+s.y)/2};return{path:`M${ie(r)}Q${ie(c)} ${ie(s)}`,point:i}}
function Ic({x:e,y:t},n){return{path:`M${ie({x:e,y:t-n})}a14 14 0 1 1 ${n} ${n}`,point:null}}function Fc(e,t,n){let o=E().
getPosition(e.to),r=q(J.get(e.to))+1,[s,i]=[.5,1];for(let u=0;u<14;u+=1){let h=(s+i)/2,{x:w,y:x}=t(h);Math.hypot(w-o.x,x-
o.y)>r?s=h:i=h}let[a,c]=[t(s),t(Math.max(s-.03,0))],d=Math.atan2(a.y-c.y,a.x-c.x)*180/Math.PI,p=`translate(${ie(a)}) rot\
ate(${d.toFixed(1)})`;return R("path",{d:"M0 0-7 3-5.5 0-7-3Z",transform:p,fill:n})}function oa(){let[e,t]=[R("g",{}),Vt()];if(D())return Vc(e,t),{body:e,box:t};de();let n=ae(),o=E().getPositions(),r=An().
labels.filter(({id:i})=>o[i]),s=r[0]?.unit??1;l.view==="map"&&Rc(e,t);for(let i of ke.get())e.append(...na(i));for(let i of n)
Bc(e,t,i,o[i.id]);Hc(e,t,r,s);for(let{x:i,y:a,isSmall:c}of ft().filter(({isFaded:d})=>!d))e.append(...lr(i,a,(c?4.5:6)*s));
return l.view==="layers"&&Gc(e,t,s),{body:e,box:n.length?t:{left:0,top:0,right:400,bottom:100}}}function Bc(e,t,n,{x:o,y:r}){
let s=q(n),i=Je.get(n.id);je(t,o-s*1.3,r-s*1.3,o+s*1.3,r+s*1.3),e.append(ao(n.shape,o,r,s,{fill:i.color.background,stroke:i.
color.border,"stroke-width":i.borderWidth,"stroke-dasharray":n.planned?"4 3":null}));let a=$t(n);if(a){let c=ee(),d=Vo(s),
p=c&&!c.nodes.has(n.id)?.3:null;e.append(R("image",{href:a,x:o-d,y:r-d,width:2*d,height:2*d,opacity:p}))}else if(n.code){
let c=n.planned?Y(n.kind):b.onDisc,d={"font-size":s*.82,"font-weight":650,"text-anchor":"middle",fill:c};e.append(Ie(n.code,
{x:o,y:r+s*.3,...d}))}}function Hc(e,t,n,o){for(let{lead:r}of n){if(!r)continue;let s=`M${ie({x:r[0],y:r[1]})}L${ie({x:r[2],
y:r[3]})}`;e.append(R("path",{d:s,stroke:b.soft,"stroke-width":o}))}if(l.view==="layers")for(let{box:{left:r,top:s,right:i,
bottom:a}}of n)e.append(R("rect",{x:r,y:s,width:i-r,height:a-s,fill:b.paper}));for(let r of n)je(t,r.box.left,r.box.top,
r.box.right,r.box.bottom),r.rows.forEach((s,i)=>{let a={x:r.x,y:r.y+(i*14+11)*r.unit},c={"font-size":r.px,"font-weight":r.
bold?620:450,"text-anchor":"middle"};e.append(Ie(s,{...a,...c,fill:b.ink,...ra(3.2*r.unit)}))})}var ra=e=>({stroke:b.paper,
"stroke-width":e,"paint-order":"stroke","stroke-linejoin":"round"}),lr=(e,t,n)=>[R("circle",{cx:e,cy:t,r:n,fill:b.ink,stroke:b.
paper,"stroke-width":n/4}),Ie("!",{x:e,y:t+n*.55,"font-size":n*1.6,"font-weight":700,"text-anchor":"middle",fill:b.paper})];
function Rc(e,t){let{outline:n,land:o}=v.map,r=[...n,...[...n].reverse().map(([i,a])=>[-i,a])];for(let[i,a]of r)je(t,i,a,
i,a);e.append(R("polygon",{points:r.map(([i,a])=>`${i},${a}`).join(" "),fill:b.sea}));let s=cn(o).map(i=>`M${i.map(([a,c])=>`${a}\
 ${c}`).join("L")}Z`);e.append(R("path",{d:s.join(""),fill:b.land}))}function Gc(e,t,n){let o=Wo(n);je(t,0,o-14*n,0,o);for(let{
text:r,x:s}of zo())e.append(Ie(r,{x:s,y:o,"font-size":12*n,"font-weight":620,fill:b.soft}))}function Vc(e,t){for(let{a:n,
b:o,count:r}of Ee().strong){let s={x1:T[n].x,y1:T[n].y,x2:T[o].x,y2:T[o].y},i=j(b.edge,b.paper,.45);e.append(R("line",{...s,
stroke:i,"stroke-width":Ro(r)}))}for(let{x:n,y:o,r,kind:s}of T){je(t,n-r,o-r,n+r,o+r);let i=j(Y(s),b.paper,.86);e.append(
R("circle",{cx:n,cy:o,r,fill:i,stroke:Y(s),"stroke-width":1.3}))}for(let n of ne.keys())e.append(jc(n));for(let{rows:n,x:o,
y:r,count:s}of _t(1))[...n,s].forEach((i,a)=>{if(!i)return;let c=a<n.length,d={"font-size":c?12:11,"font-weight":c?620:450,
"text-anchor":"middle"},p=c?b.ink:b.soft;e.append(Ie(i,{x:o,y:r+a*15+11,...d,fill:p,...ra(4)}))})}function jc(e){let t=L.
filter(n=>n.kind===e&&V(n));return R("path",{d:t.map(n=>`M${ie(St(n))}h0`).join(""),fill:"none",stroke:Y(e),"stroke-widt\
h":2*Ho(e),"stroke-linecap":"round"})}var Ke=28;function cr(e){let{body:t,box:n}=oa(),{about:o}=e,[r,s]=[n.right-n.left,n.bottom-n.top],i=Math.min(Math.max(1200/
Math.max(r,1),.4),2.5),a=Math.max(r*i+2*Ke,560),c=a-2*Ke,d=sa(o.title,c,20),p=Ke+d.length*26+(o.shown==="all"?0:20),u=sa(
Wc(e),c,11),h=Kc(c),w=p+s*i+26,x=w+h.rows*24+12+u.length*16+Ke,k=zc(a,x,o);d.forEach((ue,qe)=>{k.append(Ie(ue,{x:Ke,y:Ke+
16+qe*26,"font-size":20,"font-weight":650,fill:b.ink}))}),o.shown!=="all"&&k.append(Ie(`Shown: ${o.shown}`,{x:Ke,y:p-6,"\
font-size":12,fill:b.soft}));let[O,fe]=[(a-r*i)/2-n.left*i,p+10-n.top*i],Ue=`translate(${O.toFixed(1)} ${fe.toFixed(1)})\
 scale(${i.toFixed(4)})`,C=R("g",{transform:Ue});C.append(...t.childNodes),k.append(C);for(let ue of h.items){let[qe,hr]=[
Ke+ue.x,w+ue.row*24];k.append(...ue.sign(qe+7,hr+7)),k.append(Ie(ue.name,{x:qe+20,y:hr+11,"font-size":12,fill:b.ink}))}return u.
forEach((ue,qe)=>{k.append(Ie(ue,{x:Ke,y:w+h.rows*24+20+qe*16,"font-size":11,fill:b.soft}))}),`<?xml version="1.0" encod\
ing="UTF-8"?>
${new XMLSerializer().serializeToString(k)}
`}function zc(e,t,n){let{title:o,shown:r,data_version:s,licence:i,sources:a}=n,c=[`Shown: ${r}`,`Data version: ${s}`,`Li\
cence: ${i}`,"Sources:"];return R("svg",{xmlns:"http://www.w3.org/2000/svg",viewBox:`0 0 ${e.toFixed(0)} ${t.toFixed(0)}`,
width:Math.round(e),height:Math.round(t),"font-family":b.font.replaceAll('"',"'"),role:"img"},R("title",{},Ye(o)),R("des\
c",{},Ye([...c,...a.map(ht)].join(`
`))),R("rect",{width:"100%",height:"100%",fill:b.paper}))}function Wc({data:e,edges:t,about:n}){let{data_version:o,licence:r,
sources:s}=n,i=l.view==="map"||D(),a=i?0:ke.length,c=a&&a<t.length?`${$n(a,t.length)}. `:"",d=t.some(O=>O.inferred)&&!i?
"Dashed lines are inferred. ":"",p=[...new Set(s.map(O=>O.licence).filter(Boolean))],u=p.length?` ${p.length===1?"Licenc\
e":"Licences"} that sources name: ${p.join("; ")}.`:"",h=S(Object.keys(e.sources).length,"source","sources"),x=s.length<
Object.keys(e.sources).length?`${s.length} of ${h} cited by what is shown`:h,k=[...new Set(s.map(({publisher:O,title:fe,
iri:Ue})=>O??fe??Ue))].join("; ");return`${c}${d}Data version ${o||"unknown"}. Licence of the data: ${r||"not given"}. ${x}\
: ${k}.${u}`}function _c(){let e=D()?re():ae(),t=new Set(e.map(i=>i.kind)),n=(i,a)=>(c,d)=>[ao(ne.get(i).shape,c,d,6,a)],
o=[...ne.keys()].filter(i=>t.has(i)).map(i=>({name:ge(i),sign:n(i,{fill:Y(i)})}));if(D())return o;let r=e.find(i=>i.planned);
if(r){let i={fill:b.paper,stroke:Y(r.kind),"stroke-width":1.8,"stroke-dasharray":"3 2"};o.push({name:"Planned",sign:n(r.
kind,i)})}return ft().some(({isFaded:i})=>!i)&&o.push({name:"Contested",sign:(i,a)=>lr(i,a,6.5)}),o}function Kc(e){let t=$e(
`12px ${b.font}`),[n,o]=[0,0];return{items:_c().map(s=>{let i=t(s.name)+44;n&&n+i>e&&([n,o]=[0,o+1]);let a={...s,x:n,row:o};
return n+=i,a}),rows:o+1}}var sa=(e,t,n)=>Yr(e,t,$e(`${n>=20?650:450} ${n}px ${b.font}`));function Uc(){let{hiddenKinds:e,hiddenRelations:t,inferredHidden:n,centred:o,days:r}=l;return Gi(v,re(),se(),{hiddenKinds:e,
hiddenRelations:t,inferredHidden:n,centred:o&&{label:g(o.id).label,steps:o.steps},days:r})}var ia=({id:e})=>kt(g(e)),bt=(e,t,n,o,r,s)=>({
id:e,name:t,use:n,make:async()=>Yc(await s(Uc()),o,r)}),qc=[bt("png","PNG","A picture, for slides or mails","image/png",
".png",e=>ta(cr(e))),bt("svg","SVG","A drawing, sharp at any size","image/svg+xml",".svg",cr),bt("graphml","GraphML","Fo\
r yEd, Cytoscape, networkx","application/xml",".graphml",e=>Qi(e,ia)),bt("gexf","GEXF","For Gephi, with positions and co\
lours","application/xml",".gexf",e=>Xi(e,{placeOf:ia,nodeColour:Lt})),bt("json","JSON","With passages; networkx.node_lin\
k_graph reads it","application/json",".json",ea),bt("csv-nodes","CSV, things","A table of what is shown","text/csv","-th\
ings.csv",_i),bt("csv-edges","CSV, relations","A table of how it is linked","text/csv","-relations.csv",e=>Ki(e,t=>g(t).
label)),{id:"print",name:"Print",use:"The drawing, and below it the details",make:()=>{en(),print()}}];function Yc(e,t,n){
let o=e instanceof Blob?e:new Blob([e],{type:`${t};charset=utf-8`}),r=URL.createObjectURL(o),s=v.version?.replace(/[^\w.]+/g,
"-"),i=I([br(v.title)||"graph",s],"-");m("a",{href:r,download:`${i}${n}`}).click(),setTimeout(()=>URL.revokeObjectURL(r),
6e4)}function aa(){let e=m("p",{role:"status",class:"group"}),t=async s=>{try{await s.make(),M.dataset.saved=s.id}catch(i){
e.textContent=`${s.name} could not be written: ${i instanceof Error?i.message:i}`}},n=S(re().length,"thing","things"),o=S(
se().length,"relation","relations"),r=qc.map(s=>{let i=[m("strong",{},s.name),m("span",{},s.use)];return m("li",{},$({id:`\
save-${s.id}`},()=>{t(s)},...i))});Ft("Save what is shown",Ti(),Q("Files"),m("p",{class:"group"},`${n} and ${o}; each fi\
le names its sources, the licence and the version of the data.`),m("ul",{class:"formats"},...r),e)}var la={ArrowRight:[1,0],ArrowLeft:[-1,0],ArrowDown:[0,1],ArrowUp:[0,-1]},Zc=2.5,ca=e=>e in la;function da(e,t,n){let[o,
r]=la[n],s=null;for(let i of t){let[a,c]=[i.x-e.x,i.y-e.y],d=a*o+c*r,p=d+Zc*Math.abs(a*r-c*o);d>0&&(!s||p<s.way)&&(s={id:i.
id,way:p})}return s?.id??null}function Gt(e){f("announcement").textContent=e}var Xc=1500,lo=e=>e!==null&&ae().some(t=>t.id===e),dr=()=>f("canvas").classList.contains("walking");function ma(){let{selected:e,
cursor:t}=l;if(e?.type==="node"&&lo(e.id))return e.id;if(lo(t))return t;let n=se().flatMap(s=>[s.from,s.to]),o=Ge(n,s=>s);
return ae().map(({id:s})=>s).sort((s,i)=>(o.get(i)??0)-(o.get(s)??0))[0]??null}function Jc(e,t){let n=l.cursor,o=new Set(
K(n).filter(B).flatMap(i=>[i.from,i.to])),s=ae().filter(({id:i})=>i!==n&&(!t||o.has(i))).map(({id:i})=>({id:i,...E().getPosition(
i)}));return da(E().getPosition(n),s,e)}function co(e){if(l.cursor=e,f("canvas").classList.toggle("walking",e!==null),e===
null){Gt("");return}let t=g(e),n=S(K(e).filter(B).length,"relation","relations"),o=[t.planned&&"planned",t.contested&&"c\
ontested"];Gt(I([z(t.label),ge(t.kind),...o,n],", ")),pa({type:"node",id:e}),Qc(e)}function Qc(e){let t=E(),[n,o]=[Kt(),
t.getPosition(e)],{x:r,y:s}=t.canvasToDOM(o);r>=n.left+30&&r<=n.right-30&&s>=n.top+30&&s<=n.bottom-30||Nt({position:o,scale:t.
getScale(),offset:In(n)})}function pa(e){L.length<=Xc?(l.hovered=e,me()):E().redraw()}function ed(e){let{cursor:t,moving:n}=l;
if(!dr()||n||!lo(t))return;let{x:o,y:r}=E().getPosition(t),s=E().getScale();e.beginPath(),e.arc(o,r,q(g(t))*1.15+5/s,0,2*
Math.PI);let i=[[b.paper,6],[b.accent,3]];for(let[a,c]of i)e.strokeStyle=a,e.lineWidth=c/s,e.stroke()}function td(e){let t=ca(
e.key);if(e.ctrlKey||e.metaKey||e.altKey||!(t||e.key==="Enter"||e.key===" "))return;e.preventDefault();let n=dr()&&lo(l.
cursor),o=n?l.cursor:ma();o!==null&&(t?co(n&&Jc(e.key,e.shiftKey)||o):(Gn({type:"node",id:o}),Le()||f("panel").focus()))}
function fa(){let e=ze();e.setAttribute("role","application"),e.setAttribute("aria-label","Graph"),e.setAttribute("aria-\
describedby","keys"),e.addEventListener("focus",()=>{e.matches(":focus-visible")&&co(ma())}),e.addEventListener("blur",()=>{
dr()&&(f("canvas").classList.remove("walking"),pa(null))}),e.addEventListener("keydown",td),E().on("afterDrawing",ed),f(
"to-graph").addEventListener("click",()=>e.focus())}function nd(e){let t=m("ul",{class:"proof tree"},...e.map(i=>ga(i,0))),n=()=>[...t.querySelectorAll("details")];if(n().length<
3)return t;let o=()=>n().some(i=>!i.open),r=$({class:"plain fold"},()=>{let i=o();for(let a of n())a.open=i;s()}),s=()=>{
r.textContent=o()?"Open all steps":"Close all steps"};return t.addEventListener("toggle",s,!0),s(),m("div",{},r,t)}function ga(e,t){
let{text:n,rule:o,because:r,premises:s,passages:i=[],contested:a=[]}=v.proofs[e];if(!s){let d=a.map(h=>y(`Contested: ${h}`,
"p",{class:"aside marked"})),p=i.length===1?"Passage":`${i.length} passages`,u=i.length?m("details",{open:t<3},m("summar\
y",{},p),...i.map(It)):null;return m("li",{class:"stated"},y(n,"p"),...d,u)}let c=y(o,"code",{title:"The OWL 2 RL rule o\
f this inference"});return m("li",{},m("details",{open:t<2},m("summary",{},y(n)),m("p",{class:"aside"},y(`because ${r??""}`),
" ",c),m("ul",{},...s.map(d=>ga(d,t+1)))))}function od(e){let t=e.split(`
`).filter(n=>n.trim());return m("div",{class:"proof"},...t.map(rd))}function rd(e){let[,t="",n=""]=e.match(/^([\s│├└─]*)(.*)$/u)??
[],o=I([/^(¶|because )/.test(n)&&"aside",t&&"deeper"]," "),s=n.split(/(<https?:\/\/[^\s<>]+>)/).map(a=>/^<https?:/.test(
a)?xe("open",a.slice(1,-1)):a),i=m("p",{dir:"auto",class:o||null},...s);return i.style.marginInlineStart=`${Math.min(t.length,
24)*4}px`,i}function mr({proofs:e,proof:t}){return e.length?nd(e):t?od(t):null}var sd={settled:"settled by a judgement",
open:"judged, but still open",unjudged:"not judged yet"},ha=e=>e.map(t=>v.conflicts[t]).filter(t=>t!==void 0),ua=e=>"kin\
d"in e;function mo(e,t){let n=ha(t.conflicts),o=ua(t)?t.judgements:[],r=(s,...i)=>m("section",{class:"contested","aria-l\
abel":"Contested"},m("p",{class:"lead"},s),...i);if(n.length){let s=n.length===1?"":` on ${n.length} points`;e.append(r(
`Contested: sources disagree${s}.`,...n.map(ba)))}else o.length?e.append(r("Contested: a curator has judged what a sourc\
e says about this.",...o.map(i=>wa(i)))):t.contested&&e.append(m("p",{class:"contested"},"Contested."));ua(t)&&id(e,t)}function id(e,t){
let n=K(t.id).filter(i=>B(i)&&i.contested);if(!n.length)return;let o=new Set(n.flatMap(i=>i.conflicts)),r=ha([...o].filter(
i=>!t.conflicts.includes(i))),s=`Contested: ${S(n.length,"relation","relations")} of this thing.`;e.append(r.length?m("d\
etails",{class:"contested"},m("summary",{},s),...r.map(ba)):m("p",{class:"contested"},s))}function ba({question:e,about:t,
status:n,sides:o}){let r=m("span",{class:"state"},sd[n??""]??n);return m("article",{class:"conflict"},m("p",{class:"ques\
tion"},y(`${e}: ${t}`),r),m("ol",{class:"sides"},...o.map(ad)))}function ad({answer:e,verdict:t,sources:n,independent:o,
passages:r,judgements:s}){let i=n.map(d=>{let p=v.sources[d];return I([p?.publisher??p?.title??d,p?.issued],", ")}),a=n.
length>1&&`${n.length} sources, ${o} independent: `,c=r.length?r.map(It):n.map(d=>m("p",{},...gt(d)));return m("li",{class:t===
"rejected"?"side rejected":"side"},m("p",{class:"answer"},y(e,"strong"),t&&m("span",{class:`verdict ${t}`},t)),m("detail\
s",{},m("summary",{},a,y(i.join("; "))),...c),...s.map(d=>wa(d,t)))}function wa({verdict:e,ground:t,date:n},o=null){let r=I(
[e!==o&&e,n&&`judged on ${n}`],", "),s=m("span",{},r?`${sn(r)}: `:"");return m("p",{class:"ground"},s,y(t??"no ground gi\
ven"))}function ya(e,t){e.append(zn(t,Ae("relation")),Wn(t.from,nt(t),t.to)),tt(t)&&e.append(y(tt(t),"p",{class:"when"}));let n=J.
get(t.through??"");n&&e.append(Pe(m("li",{},ye(n)))),t.role&&e.append(y(t.role,"p",{class:"subtitle"})),ld(e,t),mo(e,t);
let o=mr(t);o&&e.append(Q("Proof"),o),_n(e,t.passages);let r=new Set(t.passages.map(i=>v.passages[i].source)),s=t.sources.
filter(i=>!r.has(i));s.length&&e.append(Q("Sources"),...s.map(i=>m("p",{},...gt(i))))}function ld(e,t){let{thick:n,representedBy:o}=de();
if(!n.has(t.id)&&!o.has(t.id))return;let r=K(t.from).filter(c=>B(c)&&kn(c)===kn(t)),s=S(r.length,"relation","relations"),
i=r.map(c=>{let d=c.arrows?` \u2192 ${z(g(c.to).label)}`:"";return m("li",{},pr(c,y(`${nt(c)}${d}`),c===t),fr(c))}),a=m(
"summary",{},`One of ${s} between the two, drawn as one thick line`);e.append(m("details",{class:"bundle"},a,Pe(...i)))}
function pr(e,t,n){let o=n===void 0?null:String(n);return $({class:"plain","aria-current":o},()=>pe({type:"edge",id:e.id}),
t)}var fr=e=>tt(e)?Jt(tt(e)):null;function po(e,t){let n=tt(e);return m("details",{class:"leg"},m("summary",{},y(Kn(e,t)),
n&&y(` ${n}`,"span",{class:"soft"}),e.inferred&&jn("inferred"),e.contested&&Xt()),mr(e),...e.proofs.length?[]:e.passages.
map(It),$({class:"plain why"},()=>pe({type:"edge",id:e.id}),"show this relation"))}function xa(e,t){let n=S(be(t),"link","links");e.append(m("div",{class:"tags"},Ae(n)),Wn(t.from,"shares with",t.to));let o=t.
things.map(g);v.columns.forEach((i,a)=>{let c=o.filter(d=>d.column===a).sort((d,p)=>d.label<p.label?-1:1);c.length&&e.append(
Q(`${i} (${c.length})`),Pe(...c.map(cd)))});let r=t.edges.map(A);if(!r.length)return;let s=r.map(i=>m("li",{},pr(i,y(nt(
i))),fr(i)));e.append(Q(`Relations (${r.length})`),Pe(...s))}function cd(e){let t=it(e);return m("li",{},ye(e),t?Jt(t):null)}var dd=6;function ur(e,t,n,o){let r=m("input",{id:e,type:"text",role:"combobox","aria-autocomplete":"list","aria-expande\
d":"false","aria-controls":`${e}-list`,autocomplete:"off",spellcheck:"false",placeholder:"Search by name"});r.value=n?g(
n).label:"";let s=m("ul",{id:`${e}-list`,class:"choices",role:"listbox","aria-label":`Matches for ${t}`,hidden:!0}),i=0,
a=()=>tn(r.value).slice(0,dd),c=()=>{s.hidden=!0,r.setAttribute("aria-expanded","false"),r.removeAttribute("aria-actived\
escendant")},d=()=>{let p=a();if(i=Math.min(i,Math.max(p.length-1,0)),s.replaceChildren(...p.map(({node:u},h)=>{let w={id:`${e}\
-${h}`,role:"option","aria-selected":String(h===i)},x=m("li",w,Pt(u),y(u.label,"span",{class:"name"}));return Ve(x,{mousedown:k=>{
k.preventDefault(),o(u.id)}})})),!p.length)return c();s.hidden=!1,r.setAttribute("aria-expanded","true"),r.setAttribute(
"aria-activedescendant",`${e}-${i}`)};return r.addEventListener("input",()=>{i=0,d()}),r.addEventListener("focus",()=>r.
select()),r.addEventListener("blur",c),r.addEventListener("keydown",p=>{let u=a();p.key==="Enter"&&u.length?o(u[i].node.
id):p.key==="ArrowDown"||p.key==="ArrowUp"?(i=(i+(p.key==="ArrowDown"?1:-1)+u.length)%Math.max(u.length,1),d(),p.preventDefault()):
p.key==="Escape"&&!s.hidden&&(c(),p.stopPropagation())}),m("div",{class:"chooser"},m("label",{for:e},t),r,s)}var va=4;function Ea(e){let{from:t,to:n,routes:o}=l.path,r=i=>a=>{Ce(...i(a)),Re("path-to")};e.append(m("div",{class:"ta\
gs"},Ae("path")),m("h2",{},"Shortest path"),m("div",{class:"path-ends"},ur("path-from","From",t,r(i=>[i,n])),ur("path-to",
"To",n,r(i=>[t,i]))));let s=i=>e.append(m("p",{class:"note",role:"status"},i));if(Le()){let a=`Choose ${t||n?"the other \
end":"two things"} by name or in the drawing. The path uses only what is shown.`;e.append(m("p",{class:"note"},a))}else t===
n?s("Both ends are the same thing."):o.length?(s(pd()),o.length>1&&e.append(fd()),e.append(m("ol",{class:"route"},...xt().
map(ud),m("li",{},ye(g(n)))))):s("Nothing that is shown links the two.")}function pd(){let{routes:e,at:t}=l.path,n=e.length===
50?" or more":"",o=e.length>1?`; path ${t+1} of ${e.length}${n} of this length`:"";return`${S(xt().length,"step","steps")}${o}\
.`}function fd(){let e=(t,n,o)=>$({class:"plain why",id:t},()=>{let{from:r,to:s,at:i,routes:a}=l.path;Ce(r,s,(i+o+a.length)%
a.length),Re(t)},n);return m("div",{class:"routeSwitch"},e("path-before","previous",-1),e("path-next","next",1))}function ud({
from:e,edges:t}){let n=t.length-va,o=`and ${S(n,"more relation","more relations")} between the two`;return m("li",{},ye(
g(e)),...t.slice(0,va).map(r=>po(r,e)),n>0&&m("p",{class:"group"},o))}function Sa(e,t){let n=to(bn(t)).flatMap(([s,i])=>[y(s,"dt"),m("dd",{dir:"auto"},xe(i,i))]);e.append(m("div",{class:"tag\
s"},Ae(`row ${Number(t)+1}`)),y(v.answer.question,"h2"),m("dl",{class:"cells"},...n));let o=wn(t);if(o.length){let s=o.flatMap(
i=>{let a=`${z(g(i.from).label)} \u2013 ${z(g(i.to).label)}`;return[m("p",{class:"group"},y(a)),po(i,i.from)]});e.append(
Q(o.length===1?"Evidence":`Evidence (${o.length})`),...s)}let r=ct(t);r.length&&e.append(Q("Things"),Pe(...r.map(s=>m("l\
i",{},ye(g(s))))))}function ka(e,t){e.append(zn(t,Ae(At(t.kind,t.planned),ge(t.kind))),y(t.label,"h2")),t.subtitle&&e.append(y(t.subtitle,"\
p",{class:"subtitle"}));let n=it(t);n&&e.append(y(n,"p",{class:"when"})),e.append(hd(t)),mo(e,t),t.note&&e.append(y(t.note,
"p",{class:"note"})),t.facts.length&&e.append(Q("Facts"),m("dl",{},...t.facts.flatMap(gd))),l.view==="map"&&oe(t)&&bd(e,
t),_n(e,t.passages),wd(e,t)}var gd=([e,t])=>[y(e,"dt"),m("dd",{dir:"auto"},xe(t,t))];function hd(e){let{centred:t}=l,n=(i,a,c)=>$(
{class:"action","aria-pressed":c===void 0?null:String(c)},a,i),o=i=>t?.id===e.id&&t.steps===i,r=(i,a)=>n(i,()=>Dt(o(a)?null:
e.id,a),o(a));return m("div",{class:"actions"},n("Path from here",()=>{Ce(e.id,null),Re("path-to")}),r("Only neighbours",
1),r("Two steps",2))}function bd(e,t){let n=[...F.values()].filter(({from:r,to:s})=>t.id===r||t.id===s);if(!n.length)return;
let o=n.sort((r,s)=>be(s)-be(r)).map(r=>{let s=g(r.from===t.id?r.to:r.from),i=$({class:"plain"},()=>pe({type:"arc",id:r.
id}),y(s.label));return m("li",{},i,Ae(S(be(r),"link","links")))});e.append(Q(`Shares with (${n.length})`),Pe(...o))}function wd(e,t){
let n=K(t.id).filter(B);if(!n.length)return;let o=new Map;for(let r of n){let s=g(r.from===t.id?r.to:r.from),i=m("li",{},
ye(s),r.contested&&Xt(),yd(r,s)),a=Kn(r,t.id);o.set(a,[...o.get(a)??[],i])}e.append(Q(`Relations (${n.length})`));for(let[
r,s]of o)e.append(y(r,"p",{class:"group"}),Pe(...s))}function yd(e,t){let n=xd(e);if(!n)return null;let o=`${sn(n)}: ${e.
label}, ${t.label}`;return $({class:"plain why","aria-label":o},()=>pe({type:"edge",id:e.id}),n)}function xd({proofs:e,proof:t,
passages:n,sources:o,role:r}){return e.length||t?"proof":n.length||o.length?"source":r?"note":null}function Ma(){let e=f("panel"),{selected:t}=l,n=he(e);if(e.hidden=!t,e.replaceChildren(),!t){Gt("");return}e.append($({class:"\
close-details","aria-label":"Close details"},Rn,"\xD7")),vd(e,t),e.scrollTop=0;let o=`Details: ${Hr(t)}`;e.setAttribute(
"aria-label",o),Gt(o),n&&e.focus()}function vd(e,{type:t,id:n}){t==="node"?ka(e,g(n)):t==="path"?Ea(e):t==="row"?Sa(e,n):
t==="arc"?xa(e,jt(n)):ya(e,A(n))}var Ed=1500;function La(){if(Fo(),ms(),ns(),Bi(),xi(),Bt(),fi(),$i(),un(),ri(),ro(),Sd(),kd(),ir(),L.length)Ld();else for(let e of[
"tools","find","filters"])f(e).hidden=!0;M.dataset.view=l.view,xs(),fs(),M.dataset.ready="true"}function Sd(){te("filter\
s",ir),te("neighbourhood",Hi),te("days",Jn),te("filtered",ro),te("settled",on),te("settled",us),te("settled",nn),te("sta\
ged",hs),te("staged",nn),te("staged",on),te("selected",Oi),te("selected",Ma),te("view",Bt),te("language",nn)}function kd(){
let e=(n,o)=>f(n).addEventListener("click",o),t=f("filters");ci(),Ri(),ei(),Si(),document.addEventListener("keydown",hi),
e("fit",()=>le()),e("in",()=>Ct(1.3)),e("out",()=>Ct(1/1.3)),e("list",ti),e("path",Md),e("save",aa),e("sources",oi),e("k\
eys-open",bi),t.open=!H.matches,mt.addEventListener("change",()=>{Xs(),Fo(),me()}),H.addEventListener("change",()=>{t.open=
!H.matches,ro(),me(),le({animate:!1})})}function Md(){let{selected:e,path:t}=l;Ce(e?.type==="node"?e.id:t.from,t.to),Re(
t.from?"path-to":"path-from")}function Ld(){Td(),me();let e=os(),t=f("canvas").querySelector("canvas");t.setAttribute("r\
ole","img"),t.setAttribute("aria-label","Drawing of the graph. The search and the table give the same information as tex\
t."),e.on("beforeDrawing",n=>{l.view==="map"&&Hs(n),D()&&ws(n)}),e.on("afterDrawing",$s),$d(e,t),Od(e),Ci(t),nn(),Bt(),on(),
le({animate:!1}),fa(),Li(),Nd(e)}function Td(){let e=f("stage");if(!(e.clientHeight<=1.15*e.clientWidth)){for(let t of[...L,
...T])[t.x,t.y]=[-t.y,t.x];for(let t of T)[t.wide,t.high]=[t.high,t.wide]}}function $d(e,t){e.on("dragging",({nodes:o})=>{
o.length&&Ne()}),e.on("dragEnd",({nodes:o})=>{Ne();for(let r of o)J.has(r)&&as(g(r),e.getPosition(r))}),e.on("click",o=>Gn(
gr(o.nodes[0],o.edges[0])));let n=o=>{!N&&L.length>Ed||(l.hovered=o,me(),f("canvas").classList.toggle("over",!!o))};e.on(
"hoverNode",({node:o})=>n(gr(o))),e.on("hoverEdge",({edge:o})=>{l.hovered?.type!=="node"&&n(gr(void 0,o))}),e.on("blurNo\
de",()=>n(null)),e.on("blurEdge",()=>{l.hovered&&l.hovered.type!=="node"&&n(null)}),t.addEventListener("mouseleave",()=>l.
hovered&&n(null))}function gr(e,t){return e&&J.has(e)?{type:"node",id:e}:t?dn.has(t)?{type:"edge",id:t}:{type:"arc",id:Fs(
t)}:null}function Od(e){let t=!1,n=()=>{t=!0};e.on("zoom",n),e.on("dragStart",n),e.on("resize",()=>{!t&&!l.selected&&le(
{animate:!1})})}function Nd(e){Object.assign(globalThis,{kg:{network:e,nodes:Se,edges:ke,labels:()=>An().labels,cursor:()=>l.
cursor,moveCursor:co,select:Z,groups:T,groupLabels:()=>_t(e.getScale()),arcs:()=>[...F.values()],dots:()=>Oe}})}var Cd="This browser is too old for this page: it cannot unpack the data. The page needs Chrome or Edge 80, Safari 16.4,\
 Firefox 113, or a later version.";async function Dd(){if(!ts()){let t=document.getElementById("empty");t.textContent=Cd,
t.hidden=!1,document.documentElement.dataset.ready="never";return}let[e]=await Promise.all([Po("data"),Wt("vis-network")]);
Lr(JSON.parse(e)),La()}Dd();})();
