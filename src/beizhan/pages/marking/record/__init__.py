"""The screens of the record: the chain of events, its verification, and the export."""
