// A small map of where a place is: land and borders around it, the report's other places near by, a scale.

const SVG = "http://www.w3.org/2000/svg";

function drawn(tag, attributes, words) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (words !== undefined) element.textContent = words;
  return element;
}

// Equirectangular about the place: a degree is as long across as upright there.
function mapOf(key, width, height) {
  const { at: [lon, lat], wide, name } = records[key], { units } = map;
  const shrink = Math.max(0.15, Math.cos(lat * Math.PI / 180));
  const across = wide * units, high = across * height / width, pixel = across / width;
  const [x, y] = [lon * units * shrink, -lat * units];
  const svg = drawn("svg", {
    class: "map", role: "img", "aria-label": `Map: ${name}, at ${lat.toFixed(1)}, ${lon.toFixed(1)}`,
    width, height, viewBox: [x - across / 2, y - high / 2, across, high].join(" "),
  });
  svg.append(drawn("rect", { class: "sea", x: x - across / 2, y: y - high / 2, width: across, height: high }));
  for (const turn of [-360, 0, 360]) {  // the view may cross the line where longitudes begin anew
    if (turn && Math.abs(lon + turn) > 180 + wide / shrink) continue;
    const world = drawn("g", { transform: `scale(${shrink} 1) translate(${-turn * units} 0)` });
    for (const layer of ["land", "borders"]) world.append(drawn("path", { class: layer, d: map[layer].join("") }));
    svg.append(world);
  }
  for (const [other, record] of Object.entries(records)) {
    if (record.at && other !== key) svg.append(dot(record, shrink, pixel, "dot other", false));
  }
  svg.append(dot(records[key], shrink, pixel, "dot", true));
  // 111.2 km are one degree upright.
  const km = [5, 10, 20, 50, 100, 200, 500, 1000].findLast((length) => length < wide * 111.2 / 3) ?? 5;
  const [left, foot] = [x - across / 2 + 8 * pixel, y + high / 2 - 8 * pixel];
  svg.append(
    drawn("path", { class: "scale", d: `M${left} ${foot - 4 * pixel}v${4 * pixel}h${km / 111.2 * units}v${-4 * pixel}` }),
    drawn("text", { x: left + 3 * pixel, y: foot - 3 * pixel, "font-size": 10 * pixel }, `${km} km`),
  );
  return svg;
}

function dot({ at: [lon, lat], name }, shrink, pixel, className, named) {
  const group = drawn("g", { class: className }), x = lon * map.units * shrink, y = -lat * map.units;
  group.append(drawn("circle", { cx: x, cy: y, r: (named ? 4.5 : 2.5) * pixel }));
  if (named) {
    const label = { x, y: y - 9 * pixel, "text-anchor": "middle", "font-size": 12.5 * pixel };
    group.append(drawn("text", { ...label, class: "halo" }, name), drawn("text", label, name));
  } else group.append(drawn("title", {}, name));
  return group;
}
