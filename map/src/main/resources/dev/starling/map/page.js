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

  const columns = data.columns.map(column => ({
    ...column,
    codes: column.texts && (column.width === 1 ? bytes(column.codes)
      : column.width === 2 ? decoded(column.codes, 2, 'getUint16', Uint16Array)
      : decoded(column.codes, 4, 'getUint32', Uint32Array)),
    values: column.texts ? null
      : column.width === 4 ? decoded(column.numbers, 4, 'getFloat32', Float32Array)
      : decoded(column.numbers, 8, 'getFloat64', Float64Array),
    classes: ['TEXT', 'CODE', 'CLASS'].includes(column.kind)
  }));
  const pixels = data.pictures && bytes(data.pictures.pixels);

  const idOf = row => data.ids ? data.ids[row] : String(data.firstId + row);
  const counted = number => number.toLocaleString('en-US');

  function figure(value, digits = 6) {
    return Number.isNaN(value) ? '' : String(Number(value.toPrecision(digits)));
  }

  /** The text that the number was in the table. */
  function written(column, value) {
    return Number.isNaN(value) ? '' : column.width === 4 ? figure(value) : String(value);
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
    return column.texts ? column.texts[column.codes[row]] : written(column, column.values[row]);
  }

  /** A column as numbers, NaN where it has none. */
  function numbersOf(column) {
    if (!column.values) {
      const byCode = Float64Array.from(column.texts, (text, k) => text === '' ? NaN : column.days ? column.days[k] : Number(text));
      column.values = Float64Array.from(column.codes, code => byCode[code]);
    }
    return column.values;
  }

  /** A column as distinct texts and codes. */
  function codesOf(column) {
    if (!column.texts) {
      const sorted = column.values.constructor.from(new Set(column.values)).sort();
      const place = new Map(Array.from(sorted, (value, k) => [value, k]));
      column.codes = Uint32Array.from(column.values, value => place.get(value));
      column.texts = Array.from(sorted, value => written(column, value));
    }
    return column.codes;
  }

  // ---- Colours ----

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

  /** On dark paper the dark colours are lightened. */
  function readable(hex) {
    if (!darkness.matches) {
      return hex;
    }
    const [r, g, b] = channels(hex);
    const light = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    return light < 0.42 ? mixed(hex, '#ffffff', (0.42 - light) * (light < 0.15 ? 2.6 : 1.3)) : hex;
  }

  function rampColour(share) {
    const colours = darkness.matches ? data.ramp.slice(1) : data.ramp;
    const at = Math.min(1, Math.max(0, share)) * (colours.length - 1);
    const k = Math.min(colours.length - 2, Math.floor(at));
    return mixed(colours[k], colours[k + 1], at - k);
  }

  // ---- State ----

  const state = {
    colour: data.label,
    classes: columns.map(column => column.classes),
    hidden: new Set(),
    names: true,
    tool: 'move',
    marked: null,
    markedCount: 0,
    zoom: 1
  };

  /** Groups of points that share a colour; with a scale if the colours show sizes. */
  function grouping() {
    const column = columns[state.colour];
    if (!column) {
      return {groups: [{name: 'all points', colour: readable(ALONE), count: n, plain: true}], of: new Uint16Array(n)};
    }
    return state.classes[state.colour] ? classes(column) : sizes(column);
  }

  function classes(column) {
    const codes = codesOf(column);
    const counts = new Uint32Array(column.texts.length);
    for (const code of codes) {
      counts[code]++;
    }
    const missing = column.texts.indexOf('');
    let named = Array.from(counts.keys()).filter(code => code !== missing);
    if (named.length > MOST_CLASSES) {
      named = named.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, MOST_CLASSES - 1).sort((a, b) => a - b);
    }
    const colours = named.length <= data.few.length ? data.few : data.many;
    const groups = named.map((code, k) => ({name: column.texts[code], colour: readable(colours[k]), count: counts[code]}));
    const groupOf = new Uint16Array(counts.length).fill(named.length);
    named.forEach((code, k) => groupOf[code] = k);
    const rest = n - groups.reduce((sum, group) => sum + group.count, 0);
    if (rest > 0) {
      const onlyMissing = missing >= 0 && counts[missing] === rest;
      groups.push({name: onlyMissing ? 'missing' : 'other', colour: readable(OTHER), count: rest, rest: true});
    }
    return {groups, of: Uint16Array.from(codes, code => groupOf[code])};
  }

  function sizes(column) {
    const values = numbersOf(column);
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const groups = Array.from({length: BINS}, (_, k) => ({colour: rampColour(k / (BINS - 1)), count: 0, plain: true}));
    groups.push({name: 'missing', colour: readable(OTHER), count: 0, rest: true});
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
    rows.forEach((row, k) => {
      points[2 * k] = x[row];
      points[2 * k + 1] = y[row];
    });
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

  function draw() {
    const series = [];
    rowsOf = {};
    const faded = [];
    const add = (id, rows, style, z) => {
      rowsOf[id] = rows;
      series.push(scatter(id, rows, style, z));
    };
    rowsByGroup().forEach((rows, k) => {
      if (state.hidden.has(k) || rows.length === 0) {
        return;
      }
      const kept = state.marked ? rows.filter(row => state.marked[row]) : rows;
      if (state.marked) {
        faded.push(...rows.filter(row => !state.marked[row]));
      }
      if (kept.length > 0) {
        add('group ' + k, kept, {color: grouped.groups[k].colour, opacity: state.marked ? 0.95 : opacity()}, 3);
      }
    });
    if (faded.length > 0) {
      add('faded', faded, {color: style('--quiet'), opacity: 0.13}, 2);
    }
    if (state.names && !grouped.scale) {
      series.push(names());
    }
    chart.setOption({series}, {replaceMerge: ['series']});
  }

  /** Names of classes where most of their points are, if they have a place of their own. */
  function names() {
    const places = [];
    rowsByGroup().forEach((rows, k) => {
      const group = grouped.groups[k];
      if (group.plain || group.rest || state.hidden.has(k) || group.name.trim() === '') {
        return;
      }
      const middle = values => Float32Array.from(rows, row => values[row]).sort()[rows.length >> 1];
      const place = [middle(x), middle(y)];
      if (atHome(k, place)) {
        places.push({name: shortened(group.name, 26), value: place});
      }
    });
    return {
      type: 'scatter', id: 'names', data: places, symbolSize: 0.01, itemStyle: {opacity: 1}, silent: true, z: 10, animation: false,
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
      .filter(({column, k}) => k === state.colour || !(pixels && column.feature));
    shown.sort((a, b) => (b.k === state.colour) - (a.k === state.colour));
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
  chart.on('dataZoom', () => {
    clearOverlay();
    const view = chart.getOption().dataZoom[0];
    state.zoom = 100 / Math.max(0.1, view.end - view.start);
    clearTimeout(redraw);
    redraw = setTimeout(resizePoints, 120);
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
    for (let i = 0; i < n; i++) {
      if (state.hidden.has(grouped.of[i])) {
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

  function find(text) {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') {
      mark(null);
      return;
    }
    const marked = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      marked[i] = idOf(i).toLowerCase().includes(wanted) ? 1 : 0;
    }
    columns.forEach((column, k) => {
      if (k !== data.label && (column.feature || column.sized && column.kind !== 'CODE')) {
        return;
      }
      if (!column.texts) {
        for (let i = 0; i < n; i++) {
          if (textOf(column, i) === wanted) {
            marked[i] = 1;
          }
        }
      } else {
        const exact = column.sized;
        const hits = column.texts.map(value => exact ? value === wanted : value.toLowerCase().includes(wanted));
        for (let i = 0; i < n; i++) {
          if (hits[column.codes[i]]) {
            marked[i] = 1;
          }
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

  // ---- Colouring ----

  function option(value, text) {
    const node = create('option', shortened(text, 60));
    node.value = value;
    return node;
  }

  function fillPicker() {
    const picker = element('colour');
    picker.append(option(-1, 'nothing'));
    const features = create('optgroup');
    features.label = data.leftOut > 0 ? 'Features (' + counted(data.leftOut) + ' more are not in this page)' : 'Features';
    columns.forEach((column, k) => (column.feature && k !== data.label ? features : picker).append(option(k, column.name)));
    if (features.children.length > 0) {
      picker.append(features);
    }
    picker.value = String(state.colour);
    picker.addEventListener('change', () => {
      state.colour = Number(picker.value);
      recolour();
    });
  }

  document.querySelectorAll('[data-kind]').forEach(button => button.addEventListener('click', () => {
    state.classes[state.colour] = button.dataset.kind === 'classes';
    recolour();
  }));

  function recolour() {
    state.hidden.clear();
    grouped = grouping();
    const column = columns[state.colour];
    element('kind').hidden = !(column && column.sized);
    document.querySelectorAll('[data-kind]').forEach(button =>
      button.setAttribute('aria-pressed', column && (button.dataset.kind === 'classes') === state.classes[state.colour]));
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
    grouped.groups.forEach((group, k) => {
      if (!group.plain && group.count > 0) {
        list.append(legendRow(group, k));
      }
    });
    if (!grouped.scale && grouped.groups.length > 1) {
      list.append(create('p', 'Click to hide, double-click to see one alone.', 'quiet hint'));
    }
  }

  function legendRow(group, k) {
    const row = create('button', undefined, group.rest ? 'row rest' : 'row');
    row.type = 'button';
    row.title = group.name;
    row.setAttribute('aria-pressed', !state.hidden.has(k));
    const dot = create('span', undefined, 'dot');
    dot.style.background = group.colour;
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
    return row;
  }

  /** Brings the legend's rows up to date without replacing them, which would lose a double click and the focus. */
  function list(rows) {
    const shown = grouped.groups.map((group, k) => ({group, k})).filter(({group}) => !group.plain && group.count > 0);
    rows.querySelectorAll('.row').forEach((row, place) => row.setAttribute('aria-pressed', !state.hidden.has(shown[place].k)));
  }

  /** Histogram over a colour bar. */
  function scale() {
    const box = create('div', undefined, 'scale');
    const bars = create('div', undefined, 'bars');
    const sizes = grouped.groups.slice(0, BINS);
    const most = Math.max(...sizes.map(group => group.count));
    sizes.forEach(group => {
      const bar = create('i');
      bar.style.height = group.count === 0 ? '0' : Math.max(2, 100 * group.count / most) + '%';
      bar.style.background = group.colour;
      bars.append(bar);
    });
    const ramp = create('div', undefined, 'ramp');
    ramp.style.background = 'linear-gradient(90deg, ' + sizes.map(group => group.colour).join(', ') + ')';
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
    resizePoints();
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
    recolour();
    drawCurve();
  });

  fillPicker();
  resize();
  recolour();
  drawCurve();
})();
