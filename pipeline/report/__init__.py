"""The review page: a static site that shows every article with its facts, and takes corrections.

It needs no server and no network: ``index.html`` opens from the disk. The data lie beside it as scripts, in
parts that the page loads when it needs them, for a page from ``file://`` may load scripts but not fetch files.
:mod:`~pipeline.report.data` makes the parts, :mod:`~pipeline.report.writer` the folder, ``site/`` holds the page
itself.
"""

from pipeline.report.writer import ReportError, write_report

__all__ = ["ReportError", "write_report"]
