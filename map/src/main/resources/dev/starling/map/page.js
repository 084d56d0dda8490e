'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const element = id => document.getElementById(id);
  const n = data.n;
  const MOST_CLASSES = data.many.length;
  const HOVER_COLUMNS = 14;
  const LARGE = 4000;
  const OTHER = '#A8A8A8';
  const ALONE = '#0072B2';
  const BINS = 40;
  const DENSE = 100000;
  const SINGLE = 20000;
  const MANY_COLUMNS = 15;

  // ---- What was embedded ----

  function bytes(base64) {
    const text = atob(base64);
    const result = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
      result[i] = text.charCodeAt(i);
    }
    return result;
  }

  /** Little-endian values whatever the machine. */
  function decoded(base64, size, read, make) {
    const raw = bytes(base64);
    const view = new DataView(raw.buffer);
    const result = new make(raw.length / size);
    for (let i = 0; i < result.length; i++) {
      result[i] = view[read](i * size, true);
    }
    return result;
  }

  const coordinates = codes => decoded(codes, 2, 'getUint16', Float32Array);
  const x = coordinates(data.x);
  const y = coordinates(data.y);
  const largest = values => values.reduce((a, b) => Math.max(a, b), 0);
  const extent = {x: largest(x), y: largest(y)};

  /** Decoded when they are asked for: there may be hundreds. */
  const columns = data.columns;

  function rowsOfColumn(column) {
    if (!column.decoded) {
      const [read, make] = column.texts
        ? {1: ['getUint8', Uint8Array], 2: ['getUint16', Uint16Array], 4: ['getUint32', Uint32Array]}[column.width]
        : {4: ['getFloat32', Float32Array], 8: ['getFloat64', Float64Array]}[column.width];
      column.decoded = decoded(column.rows, column.width, read, make);
    }
    return column.decoded;
  }

  const pixels = data.pictures && bytes(data.pictures.pixels);

  const idOf = row => data.ids ? data.ids[row] : String(data.firstId + row);
  const counted = number => number.toLocaleString('en-US');

  function figure(value, digits = 6) {
    return Number.isNaN(value) ? '' : String(Number(value.toPrecision(digits)));
  }

  /** A number as the table has it: one of four bytes has seven digits. */
  function written(column, value) {
    if (Number.isNaN(value)) {
      return '';
    }
    return column.decimals >= 0 ? value.toFixed(column.decimals)
      : String(column.width === 4 ? Number(value.toPrecision(7)) : value);
  }

  /** A place on a column's scale in words. */
  function placed(column, value) {
    if (column.kind !== 'DATE') {
      return figure(value, 4);
    }
    const moment = new Date(Math.round(value * 86400000)).toISOString();
    return moment.endsWith('T00:00:00.000Z') ? moment.slice(0, 10) : moment.slice(0, 16).replace('T', ' ');
  }

  function textOf(column, row) {
    const value = rowsOfColumn(column)[row];
    return column.texts ? column.texts[value] : written(column, value);
  }

  /** Places on a scale, NaN where there is none. */
  function placesOf(column) {
    if (!column.places) {
      const rows = rowsOfColumn(column);
      column.places = column.texts ? Float64Array.from(rows, code => column.scale[code] === null ? NaN : column.scale[code]) : rows;
    }
    return column.places;
  }

  /** Distinct texts and a code for each row. */
  function classesOf(column) {
    if (column.texts) {
      return {texts: column.texts, codes: rowsOfColumn(column)};
    }
    if (!column.coded) {
      const values = rowsOfColumn(column);
      const sorted = Float64Array.from(new Set(values)).sort();
      const place = new Map(Array.from(sorted, (value, k) => [value, k]));
      column.coded = {texts: Array.from(sorted, value => written(column, value)), codes: Uint32Array.from(values, value => place.get(value))};
    }
    return column.coded;
  }

  const hasScale = column => !column.texts || column.scale !== null;

  // ---- Colors ----

  const darkness = matchMedia('(prefers-color-scheme: dark)');
  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function channels(hex) {
    return [1, 3, 5].map(k => parseInt(hex.slice(k, k + 2), 16));
  }

  function mixed(a, b, share) {
    const from = channels(a);
    const to = channels(b);
    return '#' + from.map((value, k) => Math.round(value + (to[k] - value) * share).toString(16).padStart(2, '0')).join('');
  }

  /** On dark paper the dark colors are lightened. */
  function readable(hex) {
    if (!darkness.matches) {
      return hex;
    }
    const [r, g, b] = channels(hex);
    const light = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    return light < 0.42 ? mixed(hex, '#ffffff', (0.42 - light) * (light < 0.15 ? 2.6 : 1.3)) : hex;
  }

  function rampColor(share) {
    const colors = darkness.matches ? data.ramp.slice(1) : data.ramp;
    const at = Math.min(1, Math.max(0, share)) * (colors.length - 1);
    const k = Math.min(colors.length - 2, Math.floor(at));
    return mixed(colors[k], colors[k + 1], at - k);
  }

  // ---- State ----

  const state = {
    color: data.label,
    classes: columns.map(column => ['TEXT', 'CODE', 'CLASS'].includes(column.kind)),
    hidden: new Set(),
    names: true,
    tool: 'move',
    marked: null,
    markedCount: 0,
    zoom: 1
  };

  /** Groups of points that share a color; with a scale if the colors show sizes. */
  function grouping() {
    const column = columns[state.color];
    if (!column) {
      return {groups: [{name: 'all points', color: readable(ALONE), count: n, plain: true}], of: new Uint16Array(n)};
    }
    return state.classes[state.color] ? classes(column) : sizes(column);
  }

  function classes(column) {
    const {texts, codes} = classesOf(column);
    const counts = new Uint32Array(texts.length);
    for (const code of codes) {
      counts[code]++;
    }
    const missing = texts.indexOf('');
    const all = Array.from(counts.keys()).filter(code => code !== missing);
    let named = all;
    if (named.length > MOST_CLASSES) {
      named = Array.from(all).sort((a, b) => counts[b] - counts[a] || a - b).slice(0, MOST_CLASSES - 1).sort((a, b) => a - b);
    }
    const colors = named.length <= data.few.length ? data.few.map(readable) : darkness.matches ? data.manyOnDark : data.many;
    const groups = named.map((code, k) => ({name: texts[code], color: colors[k], count: counts[code]}));
    const groupOf = new Uint16Array(counts.length).fill(named.length);
    named.forEach((code, k) => groupOf[code] = k);
    const rest = n - groups.reduce((sum, group) => sum + group.count, 0);
    if (rest > 0) {
      const others = all.length - named.length;
      groups.push({name: others === 0 ? 'missing' : counted(others) + ' others', color: readable(OTHER), count: rest, rest: true});
    }
    return {groups, of: Uint16Array.from(codes, code => groupOf[code])};
  }

  function sizes(column) {
    const values = placesOf(column);
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const groups = Array.from({length: BINS}, (_, k) => ({color: rampColor(k / (BINS - 1)), count: 0, plain: true}));
    groups.push({name: 'missing', color: readable(OTHER), count: 0, rest: true});
    const of = new Uint16Array(n);
    for (let i = 0; i < n; i++) {
      const share = high > low ? (values[i] - low) / (high - low) : 0.5;
      of[i] = Number.isNaN(values[i]) ? BINS : Math.min(BINS - 1, Math.floor(share * BINS));
      groups[of[i]].count++;
    }
    return {groups, of, scale: {low, high, column}};
  }

  // ---- The map ----

  const chart = echarts.init(element('chart'));
  const overlay = element('overlay');
  let grouped = grouping();
  let rowsOf = {};

  function pointSize() {
    const room = Math.min(1.15, Math.sqrt(chart.getWidth() * chart.getHeight()) / 800);
    const size = Math.min(11, Math.max(2.2, 310 / Math.sqrt(n) * room));
    return Math.min(Math.max(14, size), size * Math.pow(state.zoom, 0.4));
  }

  function opacity() {
    return Math.min(0.88, Math.max(0.42, 0.4 + 20 / Math.sqrt(n)) * Math.pow(state.zoom, 0.12));
  }

  /** The whole plane with room around, alike in both directions. */
  function axes() {
    const width = Math.max(1, chart.getWidth());
    const height = Math.max(1, chart.getHeight());
    const room = 0.92;
    const step = Math.max(extent.x / (width * room), extent.y / (height * room)) || 1;
    const axis = (size, most) => ({
      type: 'value', show: false, min: most / 2 - size * step / 2, max: most / 2 + size * step / 2
    });
    return {xAxis: axis(width, extent.x), yAxis: axis(height, extent.y)};
  }

  function scatter(id, rows, style, z) {
    const points = new Float32Array(2 * rows.length);
    for (let k = 0; k < rows.length; k++) {
      points[2 * k] = x[rows[k]];
      points[2 * k + 1] = y[rows[k]];
    }
    return {
      type: 'scatter', id, data: points, dimensions: ['x', 'y'], encode: {x: 'x', y: 'y'}, z,
      symbolSize: pointSize(), itemStyle: style, large: n > LARGE, largeThreshold: 0, progressive: 0,
      animation: false, emphasis: {disabled: true}, cursor: 'default'
    };
  }

  function rowsByGroup() {
    const rows = grouped.groups.map(group => new Uint32Array(group.count));
    const next = new Uint32Array(rows.length);
    for (let i = 0; i < n; i++) {
      const group = grouped.of[i];
      rows[group][next[group]++] = i;
    }
    return rows;
  }

  /** Groups whose points are shown, and which of them are faded, in one number: the group, or -1 where hidden, -2 where faded. */
  function shownAs(row) {
    return state.hidden.has(grouped.of[row]) ? -1 : state.marked && !state.marked[row] ? -2 : grouped.of[row];
  }

  /** Rows that are in view, or null if all are. */
  function inView() {
    if (state.zoom <= 1) {
      return null;
    }
    const [left, bottom] = chart.convertFromPixel({gridIndex: 0}, [0, chart.getHeight()]);
    const [right, top] = chart.convertFromPixel({gridIndex: 0}, [chart.getWidth(), 0]);
    const rows = new Uint32Array(n);
    let count = 0;
    for (let i = 0; i < n; i++) {
      if (x[i] >= left && x[i] <= right && y[i] >= bottom && y[i] <= top) {
        rows[count++] = i;
      }
    }
    return rows.subarray(0, count);
  }

  /** Points one by one; of more than can be told apart, a density, and the points when a reader comes near. */
  function draw() {
    const rows = n > DENSE ? inView() : null;
    const dense = n > DENSE && (rows === null || rows.length > SINGLE);
    state.dense = dense;
    element('hint').hidden = !dense;
    const series = dense ? [] : pointSeries(rows);
    rowsOf = dense ? {} : rowsOf;
    drawDensity();
    if (state.names && !grouped.scale) {
      series.push(names());
    }
    chart.setOption({series}, {replaceMerge: ['series']});
  }

  function pointSeries(rows) {
    const shown = grouped.groups.map(() => []);
    const faded = [];
    const take = row => {
      const group = shownAs(row);
      if (group !== -1) {
        (group === -2 ? faded : shown[group]).push(row);
      }
    };
    if (rows) {
      rows.forEach(take);
    } else {
      for (let i = 0; i < n; i++) {
        take(i);
      }
    }
    const series = [];
    rowsOf = {};
    const add = (id, own, style, z) => {
      if (own.length > 0) {
        rowsOf[id] = own;
        series.push(scatter(id, own, style, z));
      }
    };
    shown.forEach((own, k) => add('group ' + k, own, {color: grouped.groups[k].color, opacity: state.marked ? 0.95 : opacity()}, 3));
    add('faded', faded, {color: style('--quiet'), opacity: 0.13}, 2);
    return series;
  }

  const density = element('density');

  /**
   * A pixel has the mean color of its points, the stronger the more there are, by the logarithm of their number. A point is shared out to
   * the four pixels around it, so that nothing jumps while the map moves.
   */
  function drawDensity() {
    const width = Math.max(1, density.clientWidth);
    const height = Math.max(1, density.clientHeight);
    density.width = width;
    density.height = height;
    density.dataset.points = '0';
    if (!state.dense) {
      return;
    }
    const colors = grouped.groups.map(group => channels(group.color));
    const quiet = channels(style('--quiet'));
    const [left, top] = chart.convertFromPixel({gridIndex: 0}, [0, 0]);
    const [right, bottom] = chart.convertFromPixel({gridIndex: 0}, [width, height]);
    const across = width / (right - left);
    const down = height / (bottom - top);
    const sums = [0, 1, 2, 3].map(() => new Float32Array(width * height));
    let drawn = 0;
    for (let i = 0; i < n; i++) {
      const group = shownAs(i);
      if (group === -1) {
        continue;
      }
      drawn++;
      const px = (x[i] - left) * across - 0.5;
      const py = (y[i] - top) * down - 0.5;
      const column = Math.floor(px);
      const row = Math.floor(py);
      if (column < 0 || row < 0 || column >= width - 1 || row >= height - 1) {
        continue;
      }
      const color = group === -2 ? quiet : colors[group];
      const strength = group === -2 ? 0.08 : 1;
      for (let corner = 0; corner < 4; corner++) {
        const sideways = corner & 1 ? px - column : 1 - px + column;
        const downwards = corner & 2 ? py - row : 1 - py + row;
        const share = strength * sideways * downwards;
        const at = (row + (corner >> 1)) * width + column + (corner & 1);
        sums[0][at] += share;
        sums[1][at] += share * color[0];
        sums[2][at] += share * color[1];
        sums[3][at] += share * color[2];
      }
    }
    const found = sums[0].filter(weight => weight > 0.05).sort();
    const full = found.length > 0 ? Math.max(1, found[Math.floor(0.95 * (found.length - 1))]) : 1;
    const image = new ImageData(width, height);
    for (let at = 0; at < sums[0].length; at++) {
      const weight = sums[0][at];
      if (weight > 0) {
        image.data[4 * at] = sums[1][at] / weight;
        image.data[4 * at + 1] = sums[2][at] / weight;
        image.data[4 * at + 2] = sums[3][at] / weight;
        image.data[4 * at + 3] = 255 * Math.min(1, 0.25 * Math.min(1, 2 * weight) + 0.75 * Math.log1p(9 * weight / full) / Math.LN10);
      }
    }
    density.getContext('2d').putImageData(image, 0, 0);
    density.dataset.points = String(drawn);
  }

  /** Names of classes where most of their points are, if they have a place of their own. */
  function names() {
    if (!grouped.places) {
      grouped.places = rowsByGroup().map((rows, k) => {
        const group = grouped.groups[k];
        if (group.plain || group.rest || group.name.trim() === '') {
          return null;
        }
        const middle = values => Float32Array.from(rows, row => values[row]).sort()[rows.length >> 1];
        const place = [middle(x), middle(y)];
        return atHome(k, place) ? {name: shortened(group.name, 26), value: place} : null;
      });
    }
    return {
      type: 'scatter', id: 'names', data: grouped.places.filter((place, k) => place && !state.hidden.has(k)),
      symbolSize: 0.01, itemStyle: {opacity: 1}, silent: true, z: 10, animation: false,
      label: {
        show: true, position: 'inside', formatter: point => point.name, color: style('--ink'), fontSize: 15, fontWeight: 600,
        fontFamily: getComputedStyle(document.body).fontFamily, textBorderColor: style('--card'), textBorderWidth: 4
      },
      labelLayout: {hideOverlap: true}
    };
  }

  function atHome(group, place) {
    const reach = Math.max(extent.x, extent.y) / 20;
    let all = 0;
    let own = 0;
    for (let i = 0; i < n; i++) {
      const dx = x[i] - place[0];
      const dy = y[i] - place[1];
      if (dx * dx + dy * dy <= reach * reach) {
        all++;
        own += grouped.of[i] === group ? 1 : 0;
      }
    }
    return own > 0 && own >= 0.5 * all;
  }

  function shortened(text, most) {
    const characters = Array.from(text.replace(/\s+/g, ' ').trim());
    return characters.length <= most ? characters.join('') : characters.slice(0, most - 1).join('') + '…';
  }

  function rowAt(event) {
    const rows = rowsOf[event.seriesId];
    return rows ? rows[event.dataIndex] : undefined;
  }

  function create(tag, text, className) {
    const node = document.createElement(tag);
    if (text !== undefined) {
      node.textContent = text;
    }
    if (className) {
      node.className = className;
    }
    return node;
  }

  /** Built of nodes, so that no text of the table is ever read as HTML. */
  function card(row) {
    const top = create('div', undefined, 'top');
    if (pixels) {
      top.append(picture(row));
    }
    const words = create('div');
    words.append(create('b', idOf(row)));
    const list = create('dl');
    const shown = columns.map((column, k) => ({column, k}))
      .filter(({column, k}) => k === state.color || !(pixels && column.feature));
    shown.sort((a, b) => (b.k === state.color) - (a.k === state.color));
    shown.slice(0, HOVER_COLUMNS).forEach(({column}) => {
      list.append(create('dt', column.name), create('dd', textOf(column, row)));
    });
    words.append(list);
    if (shown.length > HOVER_COLUMNS) {
      words.append(create('div', 'and ' + (shown.length - HOVER_COLUMNS) + ' more', 'quiet'));
    }
    top.append(words);
    return top;
  }

  function picture(row) {
    const {width, height} = data.pictures;
    const canvas = create('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    const ink = channels(darkness.matches ? '#ffffff' : '#101010');
    for (let k = 0; k < width * height; k++) {
      image.data.set(ink, 4 * k);
      image.data[4 * k + 3] = pixels[row * width * height + k];
    }
    context.putImageData(image, 0, 0);
    return canvas;
  }

  chart.setOption({
    animation: false,
    grid: {left: 0, right: 0, top: 0, bottom: 0},
    ...axes(),
    dataZoom: ['xAxisIndex', 'yAxisIndex'].map(axis => ({type: 'inside', [axis]: 0, filterMode: 'none', minSpan: 0.5, throttle: 30})),
    tooltip: {
      trigger: 'item', confine: true, className: 'tip', transitionDuration: 0, hideDelay: 60, borderWidth: 0, padding: 0,
      formatter: event => {
        const row = rowAt(event);
        return row === undefined ? '' : card(row);
      }
    },
    series: []
  });

  chart.on('mouseover', event => {
    const row = rowAt(event);
    if (row !== undefined) {
      ring(row);
    }
  });
  chart.on('mouseout', () => clearOverlay());
  chart.on('globalout', () => clearOverlay());

  let redraw = 0;
  let moving = 0;
  chart.on('dataZoom', () => {
    clearOverlay();
    const view = chart.getOption().dataZoom[0];
    state.zoom = 100 / Math.max(0.1, view.end - view.start);
    clearTimeout(redraw);
    redraw = setTimeout(n > DENSE ? draw : resizePoints, 120);
    if (state.dense) {
      cancelAnimationFrame(moving);
      moving = requestAnimationFrame(drawDensity);
    }
  });

  function resizePoints() {
    const symbolSize = pointSize();
    const itemStyle = {opacity: state.marked ? 0.95 : opacity()};
    chart.setOption({series: Object.keys(rowsOf).map(id => id === 'faded' ? {id, symbolSize} : {id, symbolSize, itemStyle})});
  }

  element('whole').addEventListener('click', () => {
    chart.dispatchAction({type: 'dataZoom', batch: [0, 1].map(dataZoomIndex => ({dataZoomIndex, start: 0, end: 100}))});
  });

  element('names').addEventListener('click', () => {
    state.names = !state.names;
    element('names').setAttribute('aria-pressed', state.names);
    draw();
  });

  // ---- Selecting ----

  const pen = overlay.getContext('2d');

  function clearOverlay() {
    pen.clearRect(0, 0, overlay.width, overlay.height);
  }

  function ring(row) {
    clearOverlay();
    const [px, py] = chart.convertToPixel({gridIndex: 0}, [x[row], y[row]]);
    pen.beginPath();
    pen.arc(px, py, pointSize() / 2 + 3, 0, 2 * Math.PI);
    pen.lineWidth = 2;
    pen.strokeStyle = style('--ink');
    pen.stroke();
  }

  document.querySelectorAll('[data-tool]').forEach(button => button.addEventListener('click', () => {
    state.tool = button.dataset.tool;
    document.querySelectorAll('[data-tool]').forEach(other => other.setAttribute('aria-pressed', other === button));
    overlay.classList.toggle('active', state.tool !== 'move');
    clearOverlay();
  }));

  let outline = null;

  const place = event => [event.offsetX, event.offsetY];

  overlay.addEventListener('pointerdown', event => {
    overlay.setPointerCapture(event.pointerId);
    outline = [place(event)];
  });

  overlay.addEventListener('pointermove', event => {
    if (!outline) {
      return;
    }
    const here = place(event);
    if (state.tool === 'box') {
      const [from] = outline;
      outline = [from, [here[0], from[1]], here, [from[0], here[1]]];
    } else {
      outline.push(here);
    }
    clearOverlay();
    pen.beginPath();
    outline.forEach(([px, py]) => pen.lineTo(px, py));
    pen.closePath();
    pen.fillStyle = style('--accent') + '22';
    pen.fill();
    pen.lineWidth = 1.5;
    pen.strokeStyle = style('--accent');
    pen.stroke();
  });

  overlay.addEventListener('pointerup', () => {
    const corners = outline;
    outline = null;
    clearOverlay();
    if (corners && corners.length > 2) {
      element('search').value = '';
      mark(within(corners.map(corner => chart.convertFromPixel({gridIndex: 0}, corner))));
    }
  });

  overlay.addEventListener('pointercancel', () => {
    outline = null;
    clearOverlay();
  });

  /** Visible points inside of a polygon: a ray from them crosses its edges an odd number of times. */
  function within(corners) {
    const inside = new Uint8Array(n);
    let left = Infinity;
    let right = -Infinity;
    for (const [cx] of corners) {
      left = Math.min(left, cx);
      right = Math.max(right, cx);
    }
    for (let i = 0; i < n; i++) {
      if (x[i] < left || x[i] > right || state.hidden.has(grouped.of[i])) {
        continue;
      }
      let odd = false;
      for (let a = 0, b = corners.length - 1; a < corners.length; b = a++) {
        const [ax, ay] = corners[a];
        const [bx, by] = corners[b];
        if ((ay > y[i]) !== (by > y[i]) && x[i] < (bx - ax) * (y[i] - ay) / (by - ay) + ax) {
          odd = !odd;
        }
      }
      inside[i] = odd ? 1 : 0;
    }
    return inside;
  }

  function mark(marked, nothing) {
    const count = marked ? marked.reduce((sum, one) => sum + one, 0) : 0;
    state.marked = count > 0 ? marked : null;
    state.markedCount = count;
    element('count').textContent = count > 0 ? counted(count) + (count === 1 ? ' row selected' : ' rows selected') : nothing || '';
    element('actions').hidden = count === 0;
    draw();
  }

  let waiting = 0;
  element('search').addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => find(element('search').value), 160);
  });

  /** As texts are searched: `ö` may be one character or two. */
  const plain = text => text.toLowerCase().normalize();

  function find(text) {
    const wanted = plain(text.trim());
    if (wanted === '') {
      mark(null);
      return;
    }
    const marked = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      marked[i] = plain(idOf(i)).includes(wanted) ? 1 : 0;
    }
    columns.forEach((column, k) => {
      if (column.feature && k !== data.label) {
        return;
      }
      // A number is found by all of it, or 1 would find every year.
      const exact = hasScale(column);
      const number = Number(wanted);
      const codes = rowsOfColumn(column);
      const hits = column.texts && column.texts.map(value => exact ? plain(value) === wanted : plain(value).includes(wanted));
      for (let i = 0; i < n; i++) {
        if (hits ? hits[codes[i]] : codes[i] === number || written(column, codes[i]) === wanted) {
          marked[i] = 1;
        }
      }
    });
    mark(marked, 'No id or label has “' + text.trim() + '”.');
  }

  const cell = text => /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;

  function selectedIds() {
    const ids = [];
    for (let i = 0; i < n; i++) {
      if (state.marked[i]) {
        ids.push(idOf(i));
      }
    }
    return ids;
  }

  element('copy').addEventListener('click', async () => {
    const text = selectedIds().map(cell).join('\n');
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = create('textarea', text);
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    element('copy').textContent = 'Copied';
    setTimeout(() => element('copy').textContent = 'Copy ids', 1200);
  });

  element('download').addEventListener('click', () => {
    const link = create('a');
    link.href = URL.createObjectURL(new Blob(['id\n' + selectedIds().map(cell).join('\n') + '\n'], {type: 'text/csv'}));
    link.download = 'selection.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  element('clear').addEventListener('click', () => {
    element('search').value = '';
    mark(null);
  });

  // ---- Coloring ----

  function option(value, text) {
    const node = create('option', shortened(text, 60));
    node.value = value;
    return node;
  }

  /** Columns whose names have a text; that of the colors stays. */
  function fillPicker(wanted) {
    const picker = element('color');
    picker.replaceChildren(option(-1, 'nothing'));
    const features = create('optgroup');
    features.label = 'Features';
    columns.forEach((column, k) => {
      if (k === state.color || plain(column.name).includes(wanted)) {
        (column.feature && k !== data.label ? features : picker).append(option(k, column.name));
      }
    });
    if (features.children.length > 0) {
      picker.append(features);
    }
    picker.value = String(state.color);
  }

  element('color').addEventListener('change', () => {
    state.color = Number(element('color').value);
    recolor();
  });

  const narrow = element('narrow');
  narrow.hidden = columns.length <= MANY_COLUMNS;
  narrow.placeholder = 'find one of ' + counted(columns.length) + ' columns';
  narrow.addEventListener('input', () => {
    const wanted = plain(narrow.value.trim());
    fillPicker(wanted);
    const found = columns.findIndex(column => wanted !== '' && plain(column.name) === wanted);
    if (found >= 0 && found !== state.color) {
      state.color = found;
      element('color').value = String(found);
      recolor();
    }
  });

  document.querySelectorAll('[data-kind]').forEach(button => button.addEventListener('click', () => {
    state.classes[state.color] = button.dataset.kind === 'classes';
    recolor();
  }));

  function recolor() {
    state.hidden.clear();
    grouped = grouping();
    const column = columns[state.color];
    element('kind').hidden = !(column && hasScale(column));
    document.querySelectorAll('[data-kind]').forEach(button =>
      button.setAttribute('aria-pressed', column && (button.dataset.kind === 'classes') === state.classes[state.color]));
    element('names').hidden = !column || Boolean(grouped.scale);
    legend();
    draw();
  }

  function legend() {
    const list = element('legend');
    list.replaceChildren();
    if (grouped.scale) {
      list.append(scale());
    }
    const shown = grouped.groups.map((group, k) => ({group, k})).filter(({group}) => !group.plain && group.count > 0);
    list.classList.toggle('many', shown.length > 14);
    list.classList.toggle('pairs', shown.length > 28);
    list.classList.toggle('crowded', shown.length > 48);
    const rows = create('div', undefined, 'rows');
    rows.style.gridTemplateRows = 'repeat(' + Math.ceil(shown.length / 2) + ', auto)';
    rows.append(...shown.map(({group, k}) => legendRow(group, k)));
    list.append(rows);
    if (!grouped.scale && grouped.groups.length > 1) {
      list.append(create('p', 'Click to hide, double-click to see one alone.', 'quiet hint'));
    }
  }

  function legendRow(group, k) {
    const row = create('button', undefined, group.rest ? 'row rest' : 'row');
    row.type = 'button';
    row.title = group.name + ': ' + counted(group.count);
    row.setAttribute('aria-pressed', !state.hidden.has(k));
    const dot = create('span', undefined, 'dot');
    dot.style.background = group.color;
    const name = create('span', group.name, 'name');
    name.dir = 'auto';
    row.append(dot, name, create('span', counted(group.count), 'number'));
    row.addEventListener('click', event => {
      if (event.detail > 1) {
        const others = grouped.groups.map((_, other) => other).filter(other => other !== k);
        const alone = others.every(other => state.hidden.has(other));
        state.hidden = new Set(alone ? [] : others);
      } else if (!state.hidden.delete(k)) {
        state.hidden.add(k);
      }
      list(row.parentElement);
      draw();
    });
    row.addEventListener('mouseenter', () => single(k));
    row.addEventListener('mouseleave', () => single(-1));
    return row;
  }

  /** While the pointer rests on a name, its points stand out: sixty colors are too many for some eyes. */
  function single(group) {
    if (state.dense || state.hidden.has(group) || Object.keys(rowsOf).length < 2) {
      return;
    }
    const usual = state.marked ? 0.95 : opacity();
    chart.setOption({series: Object.keys(rowsOf).filter(id => id !== 'faded').map(id => (
      {id, itemStyle: {opacity: group === -1 ? usual : id === 'group ' + group ? 1 : 0.06}}))});
  }

  /** Brings the legend's rows up to date without replacing them, which would lose a double click and the focus. */
  function list(rows) {
    const shown = grouped.groups.map((group, k) => ({group, k})).filter(({group}) => !group.plain && group.count > 0);
    rows.querySelectorAll('.row').forEach((row, place) => row.setAttribute('aria-pressed', !state.hidden.has(shown[place].k)));
  }

  /** Histogram over a color bar. */
  function scale() {
    const box = create('div', undefined, 'scale');
    const bars = create('div', undefined, 'bars');
    const sizes = grouped.groups.slice(0, BINS);
    const most = Math.max(...sizes.map(group => group.count));
    sizes.forEach(group => {
      const bar = create('i');
      bar.style.height = group.count === 0 ? '0' : Math.max(2, 100 * group.count / most) + '%';
      bar.style.background = group.color;
      bars.append(bar);
    });
    const ramp = create('div', undefined, 'ramp');
    ramp.style.background = 'linear-gradient(90deg, ' + sizes.map(group => group.color).join(', ') + ')';
    const ends = create('div', undefined, 'ends');
    const {low, high, column} = grouped.scale;
    if (low <= high) {
      ends.append(...[low, (low + high) / 2, high].map(value => create('span', placed(column, value))));
    }
    box.append(bars, ramp, ends);
    return box;
  }

  // ---- What there is to say ----

  element('subtitle').textContent = data.subtitle;
  element('note').textContent = 'Shown: ' + data.note + '.';
  element('note').hidden = data.note === '';

  data.quality.forEach(({name, value, meaning}) => {
    const box = create('div');
    const line = create('div', undefined, 'figure');
    line.append(create('dt', name), create('dd', value));
    box.append(line);
    if (meaning) {
      box.append(create('dd', meaning, 'meaning'));
    }
    element('measures').append(box);
  });
  element('quality').hidden = data.quality.length === 0;
  element('holds').textContent = counted(n) + ' points with ' + counted(columns.length) + (columns.length === 1 ? ' column' : ' columns')
    + (data.leftOut === 0 ? '.' : ', and no more, to stay light: ' + counted(data.leftOut) + ' others are not in it.');

  let curve = null;
  if (data.costs.length > 1) {
    element('costs').hidden = false;
    curve = echarts.init(element('curve'));
  }

  function drawCurve() {
    if (!curve) {
      return;
    }
    const line = {lineStyle: {color: style('--line')}};
    const words = {color: style('--quiet'), fontFamily: getComputedStyle(document.body).fontFamily};
    curve.setOption({
      animation: false,
      grid: {left: 56, right: 20, top: 10, bottom: 26},
      xAxis: {
        type: 'value', min: 'dataMin', max: 'dataMax', axisLine: line, axisTick: {show: false}, splitLine: {show: false}, axisLabel: words
      },
      yAxis: {type: 'value', scale: true, splitNumber: 3, splitLine: line, axisLabel: words},
      tooltip: {
        trigger: 'axis', className: 'tip', transitionDuration: 0, borderWidth: 0, padding: 0,
        axisPointer: {lineStyle: {color: style('--quiet')}},
        formatter: ([point]) => create('div', 'iteration ' + counted(point.value[0]) + ': ' + figure(point.value[1]))
      },
      series: [{
        type: 'line', data: data.costs, showSymbol: false, lineStyle: {width: 2}, color: style('--accent'), areaStyle: {opacity: 0.07}
      }]
    });
  }

  // ---- Size and theme ----

  function resize() {
    chart.resize();
    const {xAxis, yAxis} = axes();
    chart.setOption({xAxis, yAxis});
    if (n > DENSE) {
      draw();
    } else {
      resizePoints();
    }
    const dots = window.devicePixelRatio || 1;
    overlay.width = overlay.clientWidth * dots;
    overlay.height = overlay.clientHeight * dots;
    pen.setTransform(dots, 0, 0, dots, 0, 0);
    if (curve) {
      curve.resize();
    }
  }

  let resizing = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(resizing);
    resizing = requestAnimationFrame(resize);
  }).observe(element('chart'));

  darkness.addEventListener('change', () => {
    recolor();
    drawCurve();
  });

  fillPicker('');
  resize();
  recolor();
  drawCurve();
})();
