"""Tests of the browser's pages: their files, and in a real browser where there is one."""
