"""Where the screens of bodies, people and posts are."""

from django.urls import path

from beizhan.pages.people import bodies, passwords, people, person, posts, proposal

urlpatterns = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/add/", bodies.add, name="add_body"),
    path("bodies/<int:number>/", bodies.body, name="body"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/<uuid:key>/", person.person, name="person"),
    path("people/<uuid:key>/change/", person.change, name="change_person"),
    path("people/<uuid:key>/bodies/", person.memberships, name="memberships"),
    path("people/<uuid:key>/access/", person.access, name="person_access"),
    path("people/<uuid:key>/password/", passwords.password, name="person_password"),
    path("posts/", posts.posts, name="posts"),
    path("posts/give/", posts.give, name="give_post"),
    path("posts/<int:number>/end/", posts.end, name="end_post"),
    path("posts/proposals/<uuid:key>/", proposal.proposal, name="post_proposal"),
]
