"""The style of a report page: calm, readable on a telephone and on A4, without anything from elsewhere."""

from __future__ import annotations

# One ink, one blue, one signal colour; each at least 4.5:1 on what it stands on (a test computes it).
INK, PAPER, QUIET, LINE = "#1b1f24", "#ffffff", "#5b6670", "#d5dbe1"
BLUE, SIGNAL, WASH = "#154273", "#a85400", "#f4f6f8"

# Pairs of a text and what it stands on.
PAIRS = ((INK, PAPER), (INK, WASH), (QUIET, PAPER), (QUIET, WASH), (BLUE, PAPER), (SIGNAL, PAPER), (PAPER, SIGNAL),
         (PAPER, BLUE), (SIGNAL, WASH))  # fmt: skip

CSS = f"""
*, *::before, *::after {{ box-sizing: border-box; }}
html {{ -webkit-text-size-adjust: 100%; }}
body {{ margin: 0; color: {INK}; background: {PAPER};
  font: 1.0625rem/1.55 "Segoe UI", Candara, "Noto Sans", "DejaVu Sans", "Liberation Sans", sans-serif; }}
main {{ max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }}
header {{ border-bottom: 1px solid {LINE}; padding-bottom: 1.25rem; margin-bottom: 1.5rem; }}
h1, h2, h3 {{ line-height: 1.25; font-weight: 650; margin: 0; text-wrap: balance; }}
h1 {{ font-size: 2rem; color: {BLUE}; }}
.refused h1 {{ color: {SIGNAL}; }}
h2 {{ font-size: 1.375rem; margin: 2.25rem 0 .75rem; color: {BLUE}; }}
h3 {{ font-size: 1.0625rem; }}
p {{ margin: .5rem 0 0; }}
.subject, .small, footer {{ color: {QUIET}; font-size: .9375rem; }}
.why {{ font-size: 1.25rem; line-height: 1.4; }}
.numbers {{ display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1.25rem 0 0; padding: 0; }}
.numbers div {{ display: flex; flex-direction: column-reverse; }}
.numbers dt {{ color: {QUIET}; font-size: .9375rem; }}
.numbers dd {{ margin: 0; font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.2; }}
ol.findings {{ list-style: none; margin: 0; padding: 0; }}
.finding {{ display: grid; grid-template-columns: 2.5rem 1fr; padding: 1.125rem 0; border-top: 1px solid {LINE}; }}
.finding:first-child {{ border-top: 0; padding-top: .25rem; }}
.no {{ font-size: 1.25rem; line-height: 1.4; font-weight: 650; color: {QUIET}; font-variant-numeric: tabular-nums; }}
.grave {{ display: inline-block; font-size: .8125rem; line-height: 1.5; font-weight: 650; padding: 0 .5rem;
  border: 1.5px solid currentColor; border-radius: 3px; margin-bottom: .25rem; color: {QUIET}; }}
.violation .grave {{ color: {PAPER}; background: {SIGNAL}; border-color: {SIGNAL}; }}
.warning .grave {{ color: {SIGNAL}; }}
.facts {{ display: grid; grid-template-columns: 6.5rem 1fr; gap: .125rem .75rem; margin: .5rem 0 0;
  font-size: .9688rem; line-height: 1.5; }}
.facts dt {{ color: {QUIET}; }}
.facts dd {{ margin: 0; }}
.facts .mend {{ font-weight: 600; }}
table {{ border-collapse: collapse; width: 100%; font-size: .9688rem; }}
caption {{ text-align: left; color: {QUIET}; padding-bottom: .25rem; }}
th, td {{ text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-top: 1px solid {LINE}; }}
thead th {{ border-top: 0; color: {QUIET}; font-weight: 400; }}
td.n, th.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
ul {{ margin: .25rem 0 0; padding-left: 1.25rem; }}
footer {{ margin-top: 2.5rem; border-top: 1px solid {LINE}; padding-top: .75rem; }}
a {{ color: {BLUE}; }}
a:focus-visible {{ outline: 3px solid {BLUE}; outline-offset: 2px; }}
@media (max-width: 34rem) {{
  h1 {{ font-size: 1.625rem; }}
  .why {{ font-size: 1.125rem; }}
  .finding {{ grid-template-columns: 1.75rem 1fr; }}
  .facts {{ grid-template-columns: 1fr; gap: 0; }}
  .facts dt {{ margin-top: .375rem; font-size: .875rem; }}
}}
@page {{ size: A4; margin: 18mm 16mm 20mm; }}
@media print {{
  body {{ font-size: 10.5pt; }}
  main {{ max-width: none; padding: 0; }}
  .finding, tr, .numbers {{ break-inside: avoid; }}
  h2, h3 {{ break-after: avoid; }}
  .violation .grave {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
}}
"""
