// The map: boundaries from the file itself, a pin with its radius where a point is honest, an arrow for a movement,
// a tint for what is told of a whole country, and a list of what has no pin.
const atlas = JSON.parse(document.getElementById("countries").textContent);
const WIDEST = 5; // place precisions above this are countries and wider
let map = null, base = [], over = null, names = null, drawn = [];

function countryName(code) {
  if (!code) return "";
  const found = atlas.countries.find((c) => c[0] === code);
  return found ? found[1] : code;
}

function arcPoints(n) {
  const steps = atlas.arcs[n < 0 ? ~n : n];
  const points = [];
  for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) points.push([(y += steps[i + 1]) / 100, (x += steps[i]) / 100]);
  return n < 0 ? points.reverse() : points;
}

// A ring without its jump at the date line.
function unwrapped(points) {
  let turn = 0;
  return points.map(([lat, lon], i) => {
    const step = i ? lon - points[i - 1][1] : 0;
    if (Math.abs(step) > 180) turn += step < 0 ? 360 : -360;
    return [lat, lon + turn];
  });
}

const pinned = (where) => where.lat !== null && where.lon !== null && where.precision <= WIDEST;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function startMap() {
  map = L.map("map", { zoomSnap: 0.25, minZoom: 1, maxZoom: 12, maxBounds: [[-85, -220], [85, 220]], attributionControl: true }).setView([20, 20], 2);
  map.attributionControl.setPrefix(false).addAttribution("Boundaries: Natural Earth, as they are in fact; no position is taken on them");
  L.control.scale({ imperial: false }).addTo(map);
  map.createPane("land").style.zIndex = 200;
  map.createPane("names").style.zIndex = 350;
  const canvas = L.canvas({ pane: "land", padding: 0.6 });
  base = atlas.countries.map(([code, name, rings]) => {
    const shape = rings.map((ring) => unwrapped(ring.flatMap(arcPoints)));
    const layer = L.polygon(shape, { renderer: canvas, pane: "land", interactive: false, weight: 0.8, fillOpacity: 1, fillRule: "nonzero" }).addTo(map);
    return { code, name, shape, box: L.latLngBounds(shape.flat()), layer };
  });
  over = L.layerGroup().addTo(map);
  names = L.layerGroup().addTo(map);
  map.on("moveend", () => { turnArrows(); thinLabels(); nameCountries(); });
  for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", paintLand);
}

// Country names in the middle of what is seen of them: the view is probed in a grid, and a country is named where
// enough of the probes fall into it to hold its name.
function nameCountries() {
  names.clearLayers();
  const { x, y } = map.getSize();
  const [across, down] = [14, 9];
  const probes = Array.from({ length: across * down }, (_, i) => L.point(((i % across) + 0.5) * x / across, (Math.floor(i / across) + 0.5) * y / down));
  const seen = new Map();
  for (const probe of probes) {
    const found = base.find((country) => holds(country, map.containerPointToLatLng(probe)));
    if (found) seen.set(found, [...(seen.get(found) || []), probe]);
  }
  for (const [country, points] of seen) nameCountry(country.name, points, x / across);
}

function nameCountry(name, points, width) {
  const middle = points.reduce((a, b) => a.add(b)).divideBy(points.length);
  const spot = points.reduce((a, b) => (middle.distanceTo(a) <= middle.distanceTo(b) ? a : b));
  const row = points.filter((p) => p.y === spot.y).length;
  if (row * width < name.length * 8) return;
  const icon = L.divIcon({ className: "country", html: make("span", {}, name), iconSize: [0, 0] });
  L.marker(map.containerPointToLatLng(spot), { icon, interactive: false, keyboard: false, pane: "names" }).addTo(names);
}

// Whether a country holds a point: an odd number of its borders lie to the east.
function holds({ shape, box }, { lat, lng }) {
  if (!box.contains([lat, lng])) return false;
  let inside = false;
  for (const ring of shape) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [[y0, x0], [y1, x1]] = [ring[i], ring[j]];
      if (y0 > lat !== y1 > lat && lng < ((x1 - x0) * (lat - y0)) / (y1 - y0) + x0) inside = !inside;
    }
  }
  return inside;
}

function paintLand() {
  const told = new Set(drawn.flatMap((pin) => pin.country || []));
  const [land, border, shade] = ["land", "border", "shade"].map(colour);
  for (const { code, layer } of base) layer.setStyle({ fillColor: told.has(code) ? shade : land, color: border });
}

function pathOf(claim) {
  const order = ["origin", "via", "destination"];
  const steps = order.flatMap((role) => claim.event.where.filter((w) => w.role === role && pinned(w)));
  return steps.length > 1 && steps.some((w) => w.role !== "via") ? steps : [];
}

// Pins by point, paths by their points, and what is told of whole countries or of nowhere on the map.
function gather(claims) {
  const pins = new Map(), paths = new Map(), loose = new Map();
  const add = (found, key, make, claim) => { if (!found.has(key)) found.set(key, make()); found.get(key).claims.push(claim); };
  for (const claim of claims) {
    if (!claim.event) continue;
    const path = pathOf(claim);
    if (path.length) add(paths, path.map((w) => `${w.lat},${w.lon}`).join(" "), () => ({ path, claims: [] }), claim);
    for (const where of claim.event.where) {
      const held = (found) => found && found.claims.includes(claim);
      if (pinned(where)) { if (!held(pins.get(`${where.lat},${where.lon}`))) add(pins, `${where.lat},${where.lon}`, () => ({ where, claims: [] }), claim); }
      else if (!held(loose.get(where.name))) add(loose, where.name, () => ({ where, claims: [] }), claim);
    }
  }
  return { pins: [...pins.values()], paths: [...paths.values()], loose: [...loose.values()] };
}

function drawMap(article) {
  if (!map) startMap();
  over.clearLayers();
  drawn = [];
  const { pins, paths, loose } = gather(article.claims.filter(shown));
  paths.forEach(drawPath);
  pins.forEach(drawPin);
  for (const { where } of loose) if (where.precision === 6 && where.country) drawn.push({ country: [where.country], claims: [] });
  drawLoose(loose);
  const none = !pins.length && !paths.length;
  $("map").classList.toggle("none", none);
  const wide = drawn.some((d) => d.country);
  $("map-hint").textContent = none ? "No place in these claims can be pinned." : "A ring shows how far from its pin the place may lie. "
    + (paths.length ? "Arrows run from origin to destination. " : "") + (wide ? "Tinted countries are told of as a whole. " : "");
  if (!none) $("map-hint").append(make("button", { type: "button", class: "go", onclick: frame }, "Show all"));
  paintLand();
  if (!none) frame();
  light(state.claim);
}

function frame() {
  const bounds = L.latLngBounds(drawn.filter((d) => d.points).flatMap((d) => d.points));
  map.invalidateSize({ animate: false });
  map.fitBounds(bounds.pad(0.25), { maxZoom: 8, animate: false });
  turnArrows();
  thinLabels();
  nameCountries();
}

function drawPin({ where, claims }) {
  const tint = colour(claims[0].standing);
  const at = [where.lat, where.lon];
  if (where.radius_km) L.circle(at, { radius: where.radius_km * 1000, weight: 1, color: tint, dashArray: "3 4", fillOpacity: 0.07, interactive: false }).addTo(over);
  const size = 5 + Math.min(7, Math.sqrt(claims.length) * 1.6);
  const dot = L.circleMarker(at, { radius: size, weight: 1.5, color: colour("card"), fillColor: tint, fillOpacity: 0.92 }).addTo(over);
  dot.bindTooltip(make("span", {}, where.precision > 3 ? `${where.name} (area)` : where.name), { permanent: true, direction: "right", offset: [size, 0], className: "pin" });
  act(dot, claims, `${where.name}: ${claims.length === 1 ? claims[0].says : `${claims.length} claims`}`);
  const reach = (where.radius_km || 1) / 111;
  drawn.push({ dot, claims, size, tint, points: [[where.lat - reach, where.lon - reach], [where.lat + reach, where.lon + reach]] });
}

function drawPath({ path, claims }) {
  const tint = colour(claims[0].standing);
  const points = path.map((w) => [w.lat, w.lon]);
  const line = L.polyline(points, { color: tint, weight: 3, opacity: 0.85 }).addTo(over);
  act(line, claims, claims[0].says);
  const arrows = points.slice(1).map((to, i) => {
    const tip = make("span", {});
    const icon = L.divIcon({ className: `arrow s-${claims[0].standing}`, html: tip, iconSize: [0, 0] });
    const from = points[i];
    const spot = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    L.marker(spot, { icon, interactive: false, keyboard: false }).addTo(over);
    return { tip, from, to };
  });
  drawn.push({ line, arrows, claims, tint, points });
}

function act(layer, claims, label) {
  const choice = (event) => {
    const again = claims.includes(state.claim) && claims.length === state.here.length;
    choose(claims[again ? (claims.indexOf(state.claim) + 1) % claims.length : 0], claims, event.currentTarget || null);
  };
  const element = layer.getElement();
  if (!element) return;
  for (const [name, value] of Object.entries({ tabindex: "0", role: "button", "aria-label": label })) element.setAttribute(name, value);
  press(element, choice);
}

function turnArrows() {
  for (const { tip, from, to } of drawn.flatMap((d) => d.arrows || [])) {
    const [a, b] = [map.latLngToLayerPoint(from), map.latLngToLayerPoint(to)];
    tip.style.transform = `rotate(${Math.atan2(b.y - a.y, b.x - a.x)}rad)`;
    tip.style.display = a.distanceTo(b) < 26 ? "none" : "";
  }
}

// Hide the names that would lie over one another; the pin with more claims keeps its name.
function thinLabels() {
  const kept = [];
  for (const { dot } of drawn.filter((d) => d.dot).sort((a, b) => b.claims.length - a.claims.length)) {
    const element = dot.getTooltip() && dot.getTooltip().getElement();
    if (!element) continue;
    element.classList.remove("over");
    const box = element.getBoundingClientRect();
    const hit = kept.some((k) => box.left < k.right && k.left < box.right && box.top + 3 < k.bottom && k.top + 3 < box.bottom);
    element.classList.toggle("over", hit);
    if (!hit) kept.push(box);
  }
}

function drawLoose(loose) {
  if (!loose.length) return fill("unpinned");
  const button = ({ where, claims }) => make("button", { type: "button", onclick: (event) => choose(claims[0], claims, event.currentTarget) },
    `${where.precision === 6 && where.country ? countryName(where.country) : where.name}${claims.length > 1 ? ` · ${claims.length}` : ""}`);
  fill("unpinned", make("div", { class: "pins" }, make("span", { class: "dim" }, "Without a pin:"), loose.map(button)));
}

function light(claim) {
  for (const { dot, line, claims, size, tint } of drawn) {
    const on = Boolean(claim) && claims.includes(claim);
    if (dot) dot.setStyle({ color: on ? colour("ink") : colour("card"), weight: on ? 3 : 1.5, fillColor: tint }).setRadius(on ? size + 2 : size);
    if (line) line.setStyle({ weight: on ? 6 : 3 });
  }
  const own = drawn.filter((d) => d.points && claim && d.claims.includes(claim)).flatMap((d) => d.points);
  if (own.length && (map.getZoom() < 5 || !map.getBounds().contains(own))) map.fitBounds(L.latLngBounds(own).pad(0.4), { maxZoom: 7, animate: false });
}

watchers.push(light);
filters.push(() => drawMap(state.article));
