// Shows every card in headless Chromium, in narrow and wide fonts: no text may leave its place.
// Run by `cargo test` (tests/browser.rs), which builds the archive and names it in the environment:
//   RECOUNT_CARDS   an archive with titles in many scripts, built with an address
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const site = resolve(process.env.RECOUNT_CARDS ?? 'public');
const folders = ['.', ...readdirSync(join(site, 'incidents')).map((name) => join('incidents', name))];
const cards = folders.map((folder) => join(site, folder, 'card.svg')).filter((card) => existsSync(card));
// What `Helvetica,Arial,sans-serif` may come to; the last one is the widest that is common.
const fonts = ['Helvetica,Arial,sans-serif', 'Liberation Sans', 'DejaVu Sans'];

let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
});

after(() => browser?.close());

describe('cards', () => {
  test('there is one of each incident and one of the site', () => {
    assert.ok(cards.length > 8, `${cards.length}`);
  });

  test('no text leaves its place in any font, and nothing is loaded', async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const card of cards) {
      await page.goto(pathToFileURL(card).href);
      for (const font of fonts) {
        const out = await page.evaluate((family) => {
          document.documentElement.setAttribute('font-family', family);
          const badge = document.querySelector('rect')?.getBBox();
          const texts = [...document.querySelectorAll('text')];
          const boxes = texts.map((text) => ({ said: text.textContent, size: getComputedStyle(text).fontSize,
            middle: text.hasAttribute('text-anchor'), box: text.getBBox() }));
          const within = ({ middle, box }) => {
            const [left, right] = middle ? [badge.x, badge.x + badge.width] : [56, 1144];
            // A letter may lean over its own edge a little; the margin is 56 wide.
            return box.x >= left - 8 && box.x + box.width <= right + 8 && box.y >= 16 && box.y + box.height <= 630;
          };
          return boxes.filter((text) => !within(text))
            .map(({ said, size, box }) => `${said} (${size}): ${Math.round(box.x)} to ${Math.round(box.x + box.width)}`);
        }, font);
        assert.deepEqual(out, [], `${card} in ${font}`);
      }
    }
    assert.deepEqual(asked.filter((address) => !address.endsWith('/card.svg')), []);
    await page.close();
  });
});
