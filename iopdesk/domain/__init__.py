"""What the clinic talks about: enums, small frozen dataclasses and rules; standard library only.

Words, each with one meaning throughout the program:

client            a person who asks for care, is in care, or was in care here
episode of care   one stay of a client, from admission to discharge; a return is a new episode
placement         what a client is prescribed from a day on: level of care, phase, track, dose
group             a therapy group of this clinic; a *slot* is its weekly time; a *group session*
                  is one date of a slot
roster            who belongs to a group, with from-to dates
meeting           a mutual-help (12-step or other) meeting outside treatment
directory         an imported list of meetings
referral          a meeting that a client was given to go to
plan              a treatment plan: problem > goal > objective, and the services staff will give
step-down         the next steps after this episode, and the papers that go with them
db                a database session
satellite         an offline copy of the store at another site
duty              something that someone must do by a day; computed, never stored
"""
