"""The bureau's own copy of a regulation -> its articles, with everything doubtful said.

Nothing is dropped or merged in silence: what is left out, mended or not understood is a finding.
"""
