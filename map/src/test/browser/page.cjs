// Opens map pages from disk in Chromium and uses them as a reader would. Usage: node page.cjs PAGE... SHOTS
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const {pathToFileURL} = require('node:url');
const {chromium} = require('playwright-core');

const pages = process.argv.slice(2, -1);
const shots = process.argv.at(-1);

/** What the page holds, read by itself. */
const content = page => page.evaluate(() => JSON.parse(document.getElementById('data').textContent));

/** Points that are drawn, by series, without names of classes and what is faded; or all of them, as a density. */
const drawn = page => page.evaluate(() => document.getElementById('density').dataset.points !== '0'
  ? [{color: 'density', points: Number(document.getElementById('density').dataset.points)}]
  : echarts.getInstanceByDom(document.getElementById('chart')).getOption().series
    .filter(series => series && series.id.startsWith('group'))
    .map(series => ({color: series.itemStyle.color, points: series.data.length / 2})));

const total = groups => groups.reduce((sum, group) => sum + group.points, 0);

/** Where the last point of the last series is on the screen: nothing lies on it. */
const place = page => page.evaluate(() => {
  const chart = echarts.getInstanceByDom(document.getElementById('chart'));
  const series = chart.getOption().series.filter(each => each && each.id.startsWith('group')).at(-1);
  const [x, y] = chart.convertToPixel({gridIndex: 0}, [series.data.at(-2), series.data.at(-1)]);
  const box = document.getElementById('chart').getBoundingClientRect();
  return {x: box.x + x, y: box.y + y};
});

/** After what was asked for is drawn. */
const settled = page => page.evaluate(() => new Promise(done =>
  setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 250)));

async function open(browser, file, options) {
  const page = await browser.newPage({viewport: {width: 1440, height: 980}, ...options});
  page.setDefaultTimeout(120_000); // busy machines are slow; only a hang should fail
  const seen = {requests: [], errors: []};
  page.on('request', request => seen.requests.push(request.url()));
  page.on('pageerror', error => seen.errors.push(error.message));
  page.on('console', message => message.type() === 'error' && seen.errors.push(message.text()));
  const url = pathToFileURL(path.resolve(file)).href;
  await page.goto(url);
  const milliseconds = await page.evaluate(() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(Math.round(performance.now()))))));
  return {page, url, seen, milliseconds};
}

/** All names in the legend are in view at a usual window, without scrolling. */
async function legendIsWhole(browser, file) {
  const {page} = await open(browser, file, {viewport: {width: 1280, height: 900}});
  const hidden = await page.evaluate(() => {
    const rows = [...document.querySelectorAll('.legend .row')];
    const box = document.getElementById('legend').getBoundingClientRect();
    const bottom = Math.min(box.bottom, innerHeight);
    return rows.filter(row => row.getBoundingClientRect().bottom > bottom + 1).length;
  });
  assert.equal(hidden, 0, 'names below the edge of the legend');
  await page.screenshot({path: path.join(shots, path.basename(file, '.html') + '-1280x900.png')});
  await page.close();
}

/** Of more columns than a list can hold, a word finds one. */
async function columnIsFound(page, data) {
  const narrow = page.locator('#narrow');
  assert.equal(await narrow.isVisible(), data.columns.length > 15);
  if (data.columns.length > 15) {
    const last = data.columns.length - 1;
    await narrow.fill(data.columns[last].name);
    await settled(page);
    assert.equal(await page.inputValue('#color'), String(last));
    await narrow.fill('');
    await page.selectOption('#color', String(data.label));
    await settled(page);
  }
}

async function use(browser, file) {
  const name = path.basename(file, '.html');
  const {page, url, seen, milliseconds} = await open(browser, file, {});
  const shot = suffix => page.screenshot({path: path.join(shots, name + suffix + '.png')});
  const data = await content(page);

  assert.equal(await page.locator('#title').textContent(), data.title);
  const groups = await drawn(page);
  assert.equal(total(groups), data.n, 'every point is drawn');
  await shot('');

  // Of a hundred thousand points a density is seen first, and single ones on coming near.
  const dense = groups[0].color === 'density';
  assert.equal(dense, data.n > 100_000);
  assert.equal(await page.locator('#hint').isVisible(), dense);
  const stageBox = await page.locator('#chart').boundingBox();
  if (dense) {
    await page.mouse.move(stageBox.x + stageBox.width / 2, stageBox.y + stageBox.height / 2);
    for (let turn = 0; turn < 60 && await page.locator('#hint').isVisible(); turn++) {
      await page.mouse.wheel(0, -240);
      await settled(page);
    }
    assert.ok(!await page.locator('#hint').isVisible(), 'points are seen');
    const near = total(await drawn(page));
    assert.ok(near > 0 && near <= 20_000, near + ' points are near');
    await shot('-near');
  }

  // A hover reads a row.
  const at = await place(page);
  await page.mouse.move(at.x - 40, at.y - 40);
  await page.mouse.move(at.x, at.y, {steps: 4});
  const tip = page.locator('.stage .tip').first();
  await tip.locator('dd').first().waitFor({state: 'visible'});
  const label = data.columns[data.label];
  assert.equal(await tip.locator('dt').first().textContent(), label.name);
  assert.ok(label.texts.includes(await tip.locator('dd').first().textContent()), 'the tooltip has the label');
  assert.equal(await tip.locator('canvas').count(), data.pictures ? 1 : 0);
  await shot('-hover');

  if (dense) {
    await page.click('#whole');
    await settled(page);
  }

  // Another column has other colors.
  await page.selectOption('#color', '1');
  await settled(page);
  const other = await drawn(page);
  assert.equal(total(other), data.n);
  assert.ok(dense || JSON.stringify(other) !== JSON.stringify(groups), 'other colors');
  await shot('-colored');
  await page.selectOption('#color', String(data.label));
  await settled(page);
  assert.deepEqual(await drawn(page), groups);
  await columnIsFound(page, data);

  // A click in the legend hides a class, another brings it back.
  const first = page.locator('.legend .row').first();
  await first.click();
  await settled(page);
  const own = (await first.getAttribute('title')).match(/: ([\d,]+)$/)[1].replaceAll(',', '');
  assert.equal(total(await drawn(page)), data.n - Number(own));
  await page.waitForTimeout(600);
  await first.click();
  await settled(page);
  assert.equal(total(await drawn(page)), data.n);

  // The wheel zooms, the button goes back.
  const zoom = () => page.evaluate(() => {
    const [x, y] = echarts.getInstanceByDom(document.getElementById('chart')).getOption().dataZoom;
    return [x.end - x.start, y.end - y.start].map(Math.round);
  });
  await page.mouse.move(stageBox.x + stageBox.width / 2, stageBox.y + stageBox.height / 2);
  await page.mouse.wheel(0, -400);
  await settled(page);
  const [across, down] = await zoom();
  assert.ok(across < 100 && across === down, 'both directions zoom alike');
  await page.click('#whole');
  await settled(page);
  assert.deepEqual(await zoom(), [100, 100]);

  // A box around everything selects everything; a lasso around nothing selects nothing.
  const stage = await page.locator('#chart').boundingBox();
  await page.click('[data-tool=box]');
  await page.mouse.move(stage.x + 2, stage.y + 2);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width - 2, stage.y + stage.height - 2, {steps: 5});
  await page.mouse.up();
  await settled(page);
  assert.match(await page.locator('#count').textContent(), new RegExp('^' + data.n.toLocaleString('en-US') + ' row'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
  const lines = fs.readFileSync(await download.path(), 'utf8').trimEnd().split('\n');
  assert.equal(lines[0], 'id');
  assert.equal(lines.length, data.n + 1);
  await page.click('[data-tool=lasso]');
  await page.mouse.move(stage.x + 2, stage.y + 2);
  await page.mouse.down();
  await page.mouse.move(stage.x + 8, stage.y + 2, {steps: 3});
  await page.mouse.move(stage.x + 8, stage.y + 8, {steps: 3});
  await page.mouse.up();
  await settled(page);
  assert.equal(await page.locator('#count').textContent(), '');
  await page.click('[data-tool=move]');

  // A word finds its rows.
  const wanted = data.ids ? data.ids[0] : String(data.firstId);
  await page.fill('#search', wanted);
  await page.waitForTimeout(300);
  await settled(page);
  assert.match(await page.locator('#count').textContent(), /rows? selected$/);
  await shot('-found');
  await page.fill('#search', 'no row has this');
  await page.waitForTimeout(300);
  await settled(page);
  assert.match(await page.locator('#count').textContent(), /^No id or label/);
  await page.fill('#search', '');

  // A label finds its rows, however many they are, and the others fade.
  await page.fill('#search', label.texts[0].trim().toLowerCase());
  await page.waitForTimeout(300);
  await settled(page);
  assert.match(await page.locator('#count').textContent(), /rows? selected$/);
  await page.fill('#search', '');
  await page.waitForTimeout(300);
  await settled(page);

  await page.click('summary');
  assert.ok(await page.locator('.lessons').isVisible());
  assert.deepEqual(seen.requests.filter(each => each !== url && !each.startsWith('data:') && !each.startsWith('blob:')), []);
  assert.deepEqual(seen.errors, []);
  assert.equal(await page.title(), (data.title + ' · map').trim().replace(/[ \t\r\n]+/g, ' '));
  await page.close();

  for (const [suffix, options] of [['-dark', {colorScheme: 'dark'}], ['-narrow', {viewport: {width: 400, height: 860}}]]) {
    const again = await open(browser, file, options);
    assert.equal(total(await drawn(again.page)), data.n);
    const overflow = await again.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0, 'nothing sticks out');
    assert.deepEqual(again.seen.errors, []);
    await again.page.screenshot({path: path.join(shots, name + suffix + '.png'), fullPage: true});
    await again.page.close();
  }
  await legendIsWhole(browser, file);
  const bytes = fs.statSync(file).size;
  const others = seen.requests.filter(each => each !== url && !each.startsWith('data:') && !each.startsWith('blob:'));
  console.log(JSON.stringify({page: name, bytes, points: data.n, requests: others.length, milliseconds}));
}

(async () => {
  fs.mkdirSync(shots, {recursive: true});
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
  try {
    // Side by side: a reader's hand is slower than a page, so each of them mostly waits.
    await Promise.all(pages.map(file => use(browser, file)));
  } finally {
    await browser.close();
  }
})().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
