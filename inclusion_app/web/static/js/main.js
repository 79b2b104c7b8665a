// Improves pages that already work without it. Each module looks for its own marks and does nothing without them.
import { start as calendar } from "./calendar.js";
import { start as combobox } from "./combobox.js";
import { start as copy } from "./copy.js";
import { start as copyRows } from "./copy-rows.js";
import { start as digits } from "./digits.js";
import { start as draft } from "./draft.js";
import { start as errors } from "./errors.js";
import { start as fillColumns } from "./fill-columns.js";
import { start as once } from "./once.js";
import { start as remainder } from "./remainder.js";
import { start as reveal } from "./reveal.js";
import { start as rows } from "./rows.js";
import { start as stepper } from "./stepper.js";

for (const start of [errors, reveal, stepper, remainder, combobox, copy, copyRows, rows, calendar, digits, fillColumns, draft, once]) start(document);
