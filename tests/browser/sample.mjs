// The sample archive's index: from RECOUNT_SEARCH_SITE, or written by cargo into a new folder.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** A folder that holds `search/` of the sample archive. */
export function sampleSite() {
  if (process.env.RECOUNT_SEARCH_SITE) return process.env.RECOUNT_SEARCH_SITE;
  const folder = mkdtempSync(join(tmpdir(), 'recount-search-'));
  execFileSync('cargo', ['run', '--quiet', '--example', 'search_index', '--', folder], { cwd: repository });
  return folder;
}
