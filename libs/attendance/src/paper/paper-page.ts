import { wallTimeOf, weekdayOf, type ClinicDay, type TimeZone, type WallTime } from '#platform';
import type { SignInSheet } from './sign-in-sheets.query.js';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** Rows for walk-ins a sheet has at most. */
const MOST_BLANK_ROWS = 3;

/** What a page of paper is made of. */
export interface Paper {
  clinicName: string;
  day: ClinicDay;
  zone: TimeZone;
  madeAt: Date;
  sheets: readonly SignInSheet[];
}

// Black on white, letter or A4, a sheet a session; nothing is loaded from anywhere.
const STYLE = `@page{margin:15mm}*{box-sizing:border-box}body{font:11pt/1.35 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#000;background:#fff;margin:0 auto;max-width:190mm;padding:8mm}
h1{font-size:16pt;margin:0 0 2mm}h2{font-size:14pt;margin:0}p{margin:0 0 2mm}section{break-before:page;padding-top:6mm}table{border-collapse:collapse;width:100%;margin-top:3mm}
th,td{border:0.3mm solid #000;padding:2.4mm 2mm;text-align:left}th{font-size:9pt}td.n{width:9mm;text-align:right}td.w{width:24mm}tr{break-inside:avoid}thead{display:table-header-group}footer{font-size:9pt;margin-top:3mm}
@media print{body{padding:0;max-width:none}}`;

/** The rosters of a day as one self-contained page to print: initials, times and rooms, and no word of what is treated. */
export function paperPage({ clinicName, day, zone, madeAt, sheets }: Paper): string {
  const at = (instant: Date): string => clock(wallTimeOf(instant, zone));
  const made = `${at(madeAt)} (${zone})`;
  const cover = sheets.map((sheet) => `<tr><td>${at(sheet.startsAt)} – ${at(sheet.endsAt)}</td><td>${escaped(where(sheet))}</td><td>${escaped(sheet.staff.join(', '))}</td><td class="n">${sheet.people.length}</td></tr>`).join('');
  const pages = sheets.map((sheet) => {
    const people = [...sheet.people, ...Array<string>(Math.min(sheet.free, MOST_BLANK_ROWS)).fill('')];
    const rows = people.map((initials, index) => `<tr><td class="n">${index + 1}</td><td>${escaped(initials)}</td><td class="w"></td><td class="w"></td><td></td></tr>`).join('');
    return `<section><h2>${at(sheet.startsAt)} – ${at(sheet.endsAt)}, ${escaped(where(sheet))}</h2><p>${escaped(dayInWords(day))}${sheet.staff.length > 0 ? ` · ${escaped(sheet.staff.join(', '))}` : ''}</p>
<table><thead><tr><th></th><th>Initials</th><th>Came</th><th>Left</th><th>Signature</th></tr></thead><tbody>${rows}</tbody></table></section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Rosters on paper, ${day}</title><style>${STYLE}</style></head><body>
<h1>${escaped(clinicName)}</h1><p><strong>${escaped(dayInWords(day))}</strong></p>
${sheets.length === 0 ? '<p>No sessions on this day.</p>' : `<table><thead><tr><th>Time</th><th>Where</th><th>Staff</th><th>Booked</th></tr></thead><tbody>${cover}</tbody></table>`}
<footer>As booked at ${escaped(made)}. Keep it under lock; shred it once it is typed in.</footer>
${pages.join('\n')}
</body></html>`;
}

/** 17:30 as people here say it: 5:30 PM. */
function clock(time: WallTime): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

function dayInWords(day: ClinicDay): string {
  const [year, month = 1, date] = day.split('-').map(Number);
  return `${WEEKDAYS[weekdayOf(day) - 1] ?? ''}, ${MONTHS[month - 1] ?? ''} ${date}, ${year}`;
}

function where(sheet: SignInSheet): string {
  return sheet.telehealth ? 'Telehealth' : (sheet.roomName ?? 'No room');
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
