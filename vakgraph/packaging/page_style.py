"""The style of a package's page: calm on a screen, and one side of A4 for each language on paper."""

from __future__ import annotations

from vakgraph.reports.style import BLUE, INK, LINE, PAPER, QUIET, WASH

PRINTED, ROWS = 14, 5  # conflicts, and rows of a table of what is unknown, that are on paper
MIDDLE = "#6495c2"  # between paper and blue, 3:1 from both; letters stand on it as well

CSS = f"""
*, *::before, *::after {{ box-sizing: border-box; }}
html {{ -webkit-text-size-adjust: 100%; }}
body {{ margin: 0; color: {INK}; background: {PAPER};
  font: 1rem/1.45 "Segoe UI", Candara, "Noto Sans", "DejaVu Sans", "Liberation Sans", sans-serif; }}
.sheet {{ max-width: 60rem; margin: 0 auto; padding: 1.75rem 1.25rem 2.5rem; overflow-wrap: break-word; }}
.sheet + .sheet {{ border-top: 6px solid {BLUE}; }}
h1, h2, h3, .title {{ line-height: 1.2; font-weight: 650; margin: 0; color: {BLUE}; text-wrap: balance; }}
.title {{ font-size: 2.125rem; }}
section h2 {{ font-size: 1.25rem; margin: 1.75rem 0 .4rem; padding-top: .75rem; border-top: 1px solid {LINE}; }}
h3 {{ font-size: 1rem; margin: 1rem 0 .25rem; }}
p {{ margin: .25rem 0 .5rem; }}
.stamp {{ color: {QUIET}; }}
.lead {{ font-size: 1.125rem; max-width: 46rem; }}
.figures {{ display: flex; flex-wrap: wrap; gap: .25rem 2.5rem; margin: 1rem 0 0; }}
.figures div {{ display: flex; flex-direction: column-reverse; }}
.figures dt {{ color: {QUIET}; }}
.figures dd {{ margin: 0; font-size: 2rem; font-weight: 650; line-height: 1.1; font-variant-numeric: tabular-nums; }}
.pair {{ display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 2.5rem; align-items: start; }}
ul, ol {{ margin: .25rem 0 0; padding-left: 1.4rem; }}
.kinds ul {{ columns: 2; column-gap: .5rem; padding: 0; list-style: none; }}
.kinds li {{ break-inside: avoid; display: flex; gap: .5em; }}
.kinds b {{ flex: 0 0 2.7em; text-align: right; font-variant-numeric: tabular-nums; }}
i {{ color: {QUIET}; }}
table {{ border-collapse: collapse; width: 100%; }}
caption {{ text-align: left; font-weight: 650; color: {BLUE}; padding: .25rem 0; }}
th {{ text-align: left; font-weight: 400; }}
thead th {{ color: {QUIET}; font-size: .875em; vertical-align: bottom; }}
th, td {{ padding: .125rem .5rem .125rem 0; vertical-align: middle; }}
.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
.sure th[scope=row] {{ white-space: nowrap; vertical-align: top; }}
.sure td.n {{ vertical-align: top; }}
.squares {{ line-height: 1; width: 99%; }}
.squares i {{ display: inline-block; width: 1.25em; height: 1.25em; margin: 1px; font: 650 .8125em/1.2em inherit;
  text-align: center; border: 1px solid {INK}; color: {INK}; background: {PAPER}; }}
.squares .lA, .squares .lB {{ background: {BLUE}; border-color: {BLUE}; color: {PAPER}; }}
.squares .lC {{ background: {MIDDLE}; border-color: {MIDDLE}; }}
.squares .l0 {{ border-style: dashed; border-color: {QUIET}; }}
.bar {{ width: 25%; }}
.bar span {{ display: block; height: .7em; background: {MIDDLE}; }}
.sides {{ list-style: none; padding: 0; columns: 2; column-gap: 2.5rem; }}
.sides li {{ break-inside: avoid; padding: .2rem 0 .3rem; }}
.sides span {{ display: block; color: {QUIET}; font-size: .9375em; }}
.sides q {{ quotes: none; font-weight: 600; }}
.sides sup {{ color: {BLUE}; font-size: .75em; line-height: 0; padding-left: .1em; }}
.sources {{ columns: 2; column-gap: 2.5rem; font-size: .875em; color: {QUIET}; }}
.start ol, .start ul {{ margin-bottom: .5rem; }}
.start h3 {{ margin-top: .25rem; }}
.paper {{ display: none; }}
code {{ font-family: "DejaVu Sans Mono", "Liberation Mono", Consolas, monospace; font-size: .9em; background: {WASH};
  padding: 0 .25em; }}
a {{ color: {BLUE}; }}
a:focus-visible {{ outline: 3px solid {BLUE}; outline-offset: 2px; }}
@media (max-width: 42rem) {{
  .pair {{ grid-template-columns: minmax(0, 1fr); }}
  .sides, .sources {{ columns: 1; }}
  .title {{ font-size: 1.625rem; }}
}}
@page {{ size: A4; margin: 9mm 13mm; }}
@media print {{
  body {{ font-size: 7.6pt; line-height: 1.24; }}
  .screen, .figures {{ display: none; }}
  .paper {{ display: block; }}
  .sheet {{ max-width: none; padding: 0; }}
  .sheet + .sheet {{ break-before: page; border-top: 0; }}
  .title {{ font-size: 17pt; }}
  .lead {{ font-size: 9.5pt; max-width: none; }}
  p {{ margin: .4mm 0 .8mm; }}
  section h2 {{ font-size: 11pt; margin: 2.2mm 0 .6mm; padding-top: 1.2mm; }}
  h3 {{ font-size: 8.4pt; margin: 1.2mm 0 .4mm; }}
  h2, h3 {{ break-after: avoid; }}
  ul, ol {{ margin-top: .4mm; }}
  tr, li {{ break-inside: avoid; }}
  th, td {{ padding: 0 .4rem 0 0; }}
  caption {{ padding: 0; }}
  .missing tbody tr:nth-child(n+{ROWS + 1}), .sides li:nth-child(n+{PRINTED + 1}) {{ display: none; }}
  .pair {{ gap: 0 8mm; }}
  .top {{ grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }}
  .kinds ul {{ columns: 3; }}
  .start h3 {{ margin-top: 0; }}
  .sides, .sources {{ column-gap: 8mm; }}
  .sides li {{ padding: 0; }}
  .sides q {{ font-weight: 400; }}
  .sides sup {{ font-size: .7em; }}
  .sides span {{ display: inline; }}
  .sides span::after {{ content: ": "; }}
  .sources {{ font-size: 6.4pt; columns: 3; column-gap: 6mm; }}
  .start ol, .start ul {{ margin-bottom: 0; }}
  .start ul {{ padding: 0; }}
  .start ul li {{ display: inline; }}
  .start ul li + li::before {{ content: " · "; }}
  .asked {{ columns: 2; column-gap: 9mm; }}
  a {{ color: inherit; text-decoration: none; }}
  .squares i {{ font-size: 5.6pt; }}
  .squares i, .bar span {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
}}
"""
